// Read every punch, page by page, in the order they came in. Keep the last cursor, and give it
// next time to read only what is new: late punches are then not missed either.
const { PUNCHDECK_URL, PUNCHDECK_KEY } = process.env;

async function main(cursor) {
  let count = 0;
  let last = null;
  let more = true;
  while (more) {
    const query = new URLSearchParams({ order: "received_at", limit: 1000 });
    if (cursor) query.set("cursor", cursor);
    const answer = await fetch(`${PUNCHDECK_URL}/v1/attendance?${query}`, {
      headers: { Authorization: `Bearer ${PUNCHDECK_KEY}` },
    });
    const page = await answer.json();
    if (!answer.ok) throw new Error(page.error.message);
    for (const punch of page.data) {
      count += 1;
      last = punch.id;
    }
    cursor = page.next_cursor;
    more = page.has_more;
  }
  console.log(`${count} punches, the last ${last}`);
  console.log(`go on with ${cursor}`);
}

main(process.argv[2]).catch((error) => {
  console.error(error.cause?.message ?? error.message);
  process.exitCode = 1;
});
