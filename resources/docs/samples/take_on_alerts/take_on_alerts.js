// See what is wrong, the most urgent first, and take on what nobody has: node take_on_alerts.js NOTE
const { PUNCHDECK_URL, PUNCHDECK_KEY } = process.env;

async function call(method, path, body) {
  const answer = await fetch(`${PUNCHDECK_URL}/v1${path}`, {
    method,
    headers: { Authorization: `Bearer ${PUNCHDECK_KEY}`, "Content-Type": "application/json" },
    body: body && JSON.stringify(body),
  });
  const found = await answer.json();
  if (!answer.ok) throw new Error(found.error.message);
  return found;
}

async function main(note) {
  if (!note) throw new Error("Usage: take_on_alerts.js NOTE");
  const { data } = await call("GET", "/alerts?status=firing");
  for (const alert of data) console.log(`${alert.severity}: ${alert.title}`);
  const mine = data.filter((alert) => alert.acknowledged_by === null).map((alert) => alert.id);
  if (mine.length) await call("POST", "/alerts/acknowledge", { alerts: mine, note });
  console.log(`taken on: ${mine.length}`);
}

main(process.argv[2]).catch((error) => {
  console.error(error.cause?.message ?? error.message);
  process.exitCode = 1;
});
