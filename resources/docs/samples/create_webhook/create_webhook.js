// Have events sent to your receiver: node create_webhook.js https://your.example/punchdeck
const { PUNCHDECK_URL, PUNCHDECK_KEY } = process.env;

async function main(url) {
  if (!url) throw new Error("Usage: node create_webhook.js URL");
  const answer = await fetch(`${PUNCHDECK_URL}/v1/webhooks`, {
    method: "POST",
    headers: { Authorization: `Bearer ${PUNCHDECK_KEY}`, "Content-Type": "application/json" },
    body: JSON.stringify({ url, events: ["attendance.created", "device.offline"] }),
  });
  const webhook = await answer.json();
  if (!answer.ok) throw new Error(webhook.error.message);
  console.log(webhook.id);
  console.log(webhook.secret); // keep it: your receiver checks signatures with it
}

main(process.argv[2]).catch((error) => {
  console.error(error.cause?.message ?? error.message);
  process.exitCode = 1;
});
