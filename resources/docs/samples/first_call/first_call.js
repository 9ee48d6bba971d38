// The first call: which terminals there are, and which are online.
const { PUNCHDECK_URL, PUNCHDECK_KEY } = process.env;

async function main() {
  const answer = await fetch(`${PUNCHDECK_URL}/v1/devices`, {
    headers: { Authorization: `Bearer ${PUNCHDECK_KEY}` },
  });
  const body = await answer.json();
  if (!answer.ok) throw new Error(body.error.message);
  for (const device of body.data) {
    console.log(`${device.name}: ${device.status}`);
  }
}

main().catch((error) => {
  console.error(error.cause?.message ?? error.message);
  process.exitCode = 1;
});
