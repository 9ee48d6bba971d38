// Answers every line, JSON text in base64, with what JSON.stringify(JSON.parse(text)) makes of it.
const { createInterface } = require("node:readline");

createInterface({ input: process.stdin }).on("line", (line) => {
  let answer;
  try {
    answer = JSON.stringify(JSON.parse(Buffer.from(line, "base64").toString("utf8")));
  } catch (error) {
    answer = `not JSON: ${error.message}`;
  }
  process.stdout.write(Buffer.from(answer, "utf8").toString("base64") + "\n");
});
