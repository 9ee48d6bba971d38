# See what is wrong, the most urgent first, and take on what nobody has: ruby take_on_alerts.rb NOTE
require "json"
require "net/http"

note = ARGV[0] or abort "Usage: take_on_alerts.rb NOTE"

def call(path, body = nil)
  url = URI("#{ENV.fetch("PUNCHDECK_URL")}/v1#{path}")
  key = ENV.fetch("PUNCHDECK_KEY")
  headers = { "Authorization" => "Bearer #{key}", "Content-Type" => "application/json" }
  answer = body ? Net::HTTP.post(url, body.to_json, headers) : Net::HTTP.get_response(url, headers)
  found = JSON.parse(answer.body)
  abort found["error"]["message"] unless answer.is_a?(Net::HTTPSuccess)
  found
rescue SystemCallError, SocketError, Timeout::Error => error
  abort "#{url.host} cannot be reached: #{error.message}"
end

alerts = call("/alerts?status=firing")["data"]
alerts.each { |alert| puts "#{alert["severity"]}: #{alert["title"]}" }

mine = alerts.select { |alert| alert["acknowledged_by"].nil? }.map { |alert| alert["id"] }
call("/alerts/acknowledge", { alerts: mine, note: note }) unless mine.empty?
puts "taken on: #{mine.size}"
