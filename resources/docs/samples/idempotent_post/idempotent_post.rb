# Restart a terminal once, however often the request is sent: ruby idempotent_post.rb DEVICE
require "json"
require "net/http"
require "securerandom"

abort "Usage: ruby idempotent_post.rb DEVICE" unless ARGV.size == 1
url = URI("#{ENV.fetch("PUNCHDECK_URL")}/v1/devices/#{ARGV[0]}/commands")
headers = {
  "Authorization" => "Bearer #{ENV.fetch("PUNCHDECK_KEY")}",
  "Content-Type" => "application/json",
  # One for each thing you want done; keep it for as long as you try.
  "Idempotency-Key" => SecureRandom.uuid,
}

[1, 2].each do |attempt|
  answer = Net::HTTP.post(url, JSON.generate(command: "restart"), headers)
  command = JSON.parse(answer.body)
  abort command["error"]["message"] unless answer.is_a?(Net::HTTPSuccess)
  puts "attempt #{attempt}: #{command["id"]}, replayed: #{answer["Idempotent-Replayed"] || false}"
rescue SystemCallError, SocketError, Timeout::Error => error
  abort "#{url} cannot be reached: #{error.message}"
end
