// Save punches as CSV: node export_csv.js 2026-03-01T00:00:00Z march.csv
const { createWriteStream, statSync } = require("node:fs");
const { Readable } = require("node:stream");
const { pipeline } = require("node:stream/promises");

const { PUNCHDECK_URL, PUNCHDECK_KEY } = process.env;

async function main(from, path) {
  if (!path) throw new Error("Usage: node export_csv.js FROM FILE");
  const query = new URLSearchParams({ format: "csv", from });
  const answer = await fetch(`${PUNCHDECK_URL}/v1/attendance?${query}`, {
    headers: { Authorization: `Bearer ${PUNCHDECK_KEY}` },
  });
  if (!answer.ok) throw new Error((await answer.json()).error.message);
  await pipeline(Readable.fromWeb(answer.body), createWriteStream(path));
  console.log(`${path}: ${statSync(path).size} bytes`);
}

main(process.argv[2], process.argv[3]).catch((error) => {
  console.error(error.cause?.message ?? error.message);
  process.exitCode = 1;
});
