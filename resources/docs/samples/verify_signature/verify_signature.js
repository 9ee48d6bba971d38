// A receiver that believes only what is signed: SECRET=whsec_… PORT=3000 node verify_signature.js
const { createHmac, timingSafeEqual } = require("node:crypto");
const { createServer } = require("node:http");
const { buffer } = require("node:stream/consumers");

const { SECRET, PORT } = process.env;

// Over the bytes as they came, under the secret as it is shown, in constant time.
function isSigned(body, signature = "") {
  const expected = createHmac("sha256", SECRET).update(body).digest();
  const given = Buffer.from(signature, "hex");
  return given.length === expected.length && timingSafeEqual(given, expected);
}

const receiver = createServer(async (request, response) => {
  const body = await buffer(request);
  if (isSigned(body, request.headers["x-punchconnect-signature"])) {
    const event = JSON.parse(body);
    console.log(event.event, event.id);
    response.writeHead(204).end();
  } else {
    response.writeHead(401).end();
  }
});

receiver.listen(PORT);
