// A receiver by Standard Webhooks: SECRET=whsec_… PORT=3000 node verify_standard.js
// Its library: npm install standardwebhooks
const { createServer } = require("node:http");
const { text } = require("node:stream/consumers");
const { Webhook } = require("standardwebhooks");

const webhook = new Webhook(process.env.SECRET);

const receiver = createServer(async (request, response) => {
  const body = await text(request);
  try {
    const event = webhook.verify(body, request.headers);
    // The same webhook-id may come again, after a lost answer: do each only once.
    console.log(event.event, request.headers["webhook-id"]);
    response.writeHead(204).end();
  } catch (error) {
    response.writeHead(401).end(error.message);
  }
});

receiver.listen(process.env.PORT);
