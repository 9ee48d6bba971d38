// Events as they happen: node stream.js 10
// Connections break: Last-Event-ID goes on right after the last event handled, none lost, none twice.
const { setTimeout: pause } = require("node:timers/promises");

const { PUNCHDECK_URL, PUNCHDECK_KEY } = process.env;
const headers = { Authorization: `Bearer ${PUNCHDECK_KEY}`, Accept: "text/event-stream" };

async function* events() {
  const answer = await fetch(`${PUNCHDECK_URL}/v1/stream`, { headers });
  if (!answer.ok) {
    console.error((await answer.json()).error.message);
    process.exit(1);
  }
  let text = "";
  for await (const piece of answer.body.pipeThrough(new TextDecoderStream())) {
    const lines = (text + piece).split("\n");
    text = lines.pop();
    for (const line of lines) {
      if (line.startsWith("data: ")) yield JSON.parse(line.slice("data: ".length));
    }
  }
}

async function main(wanted) {
  while (wanted > 0) {
    try {
      for await (const event of events()) {
        if (event.event !== "heartbeat") console.log(event.event, event.id ?? "");
        headers["Last-Event-ID"] = event.cursor ?? event.to;
        if (event.event !== "heartbeat" && --wanted === 0) return;
      }
    } catch {
      await pause(1000); // it broke, or the server restarts
    }
  }
}

main(Number(process.argv[2] ?? 10));
