# Have events sent to your receiver: ruby create_webhook.rb https://your.example/punchdeck
require "json"
require "net/http"

abort "Usage: ruby create_webhook.rb URL" unless ARGV.size == 1
url = URI("#{ENV.fetch("PUNCHDECK_URL")}/v1/webhooks")
wanted = { url: ARGV[0], events: ["attendance.created", "device.offline"] }
headers = {
  "Authorization" => "Bearer #{ENV.fetch("PUNCHDECK_KEY")}",
  "Content-Type" => "application/json",
}
begin
  answer = Net::HTTP.post(url, JSON.generate(wanted), headers)
rescue SystemCallError, SocketError, Timeout::Error => error
  abort "#{url} cannot be reached: #{error.message}"
end
webhook = JSON.parse(answer.body)
abort webhook["error"]["message"] unless answer.is_a?(Net::HTTPSuccess)

puts webhook["id"]
puts webhook["secret"] # keep it: your receiver checks signatures with it
