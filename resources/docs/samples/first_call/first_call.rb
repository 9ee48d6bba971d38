# The first call: which terminals there are, and which are online.
require "json"
require "net/http"

url = URI("#{ENV.fetch("PUNCHDECK_URL")}/v1/devices")
begin
  answer = Net::HTTP.get_response(url, "Authorization" => "Bearer #{ENV.fetch("PUNCHDECK_KEY")}")
rescue SystemCallError, SocketError, Timeout::Error => error
  abort "#{url} cannot be reached: #{error.message}"
end
body = JSON.parse(answer.body)
abort body["error"]["message"] unless answer.is_a?(Net::HTTPSuccess)

body["data"].each { |device| puts "#{device["name"]}: #{device["status"]}" }
