// Restart a terminal once, however often the request is sent: node idempotent_post.js DEVICE
const { randomUUID } = require("node:crypto");

const { PUNCHDECK_URL, PUNCHDECK_KEY } = process.env;

async function main(device) {
  if (!device) throw new Error("Usage: node idempotent_post.js DEVICE");
  const once = randomUUID(); // one for each thing you want done; keep it for as long as you try
  for (const attempt of [1, 2]) {
    const answer = await fetch(`${PUNCHDECK_URL}/v1/devices/${device}/commands`, {
      method: "POST",
      headers: {
        Authorization: `Bearer ${PUNCHDECK_KEY}`,
        "Content-Type": "application/json",
        "Idempotency-Key": once,
      },
      body: JSON.stringify({ command: "restart" }),
    });
    const command = await answer.json();
    if (!answer.ok) throw new Error(command.error.message);
    const replayed = answer.headers.get("Idempotent-Replayed") ?? "false";
    console.log(`attempt ${attempt}: ${command.id}, replayed: ${replayed}`);
  }
}

main(process.argv[2]).catch((error) => {
  console.error(error.cause?.message ?? error.message);
  process.exitCode = 1;
});
