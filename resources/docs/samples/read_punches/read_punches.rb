# Read every punch, page by page, in the order they came in. Keep the last cursor, and give it
# next time to read only what is new: late punches are then not missed either.
require "json"
require "net/http"

def page(cursor)
  url = URI("#{ENV.fetch("PUNCHDECK_URL")}/v1/attendance")
  url.query = URI.encode_www_form({ order: "received_at", limit: 1000, cursor: cursor }.compact)
  answer = Net::HTTP.get_response(url, "Authorization" => "Bearer #{ENV.fetch("PUNCHDECK_KEY")}")
  body = JSON.parse(answer.body)
  abort body["error"]["message"] unless answer.is_a?(Net::HTTPSuccess)
  body
rescue SystemCallError, SocketError, Timeout::Error => error
  abort "#{url.host} cannot be reached: #{error.message}"
end

cursor = ARGV[0]
count = 0
last = "null"
loop do
  read = page(cursor)
  read["data"].each do |punch|
    count += 1
    last = punch["id"]
  end
  cursor = read["next_cursor"]
  break unless read["has_more"]
end

puts "#{count} punches, the last #{last}"
puts "go on with #{cursor}"
