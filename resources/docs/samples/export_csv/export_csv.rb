# Save punches as CSV: ruby export_csv.rb 2026-03-01T00:00:00Z march.csv
require "json"
require "net/http"

abort "Usage: ruby export_csv.rb FROM FILE" unless ARGV.size == 2
from, path = ARGV
url = URI("#{ENV.fetch("PUNCHDECK_URL")}/v1/attendance")
url.query = URI.encode_www_form(format: "csv", from: from)
request = Net::HTTP::Get.new(url, "Authorization" => "Bearer #{ENV.fetch("PUNCHDECK_KEY")}")

begin
  Net::HTTP.start(url.host, url.port, use_ssl: url.scheme == "https") do |http|
    http.request(request) do |answer|
      abort JSON.parse(answer.body)["error"]["message"] unless answer.is_a?(Net::HTTPSuccess)
      File.open(path, "wb") { |file| answer.read_body { |piece| file << piece } }
    end
  end
rescue SystemCallError, SocketError, Timeout::Error, EOFError => error
  abort "The download from #{url.host} failed: #{error.message}"
end
puts "#{path}: #{File.size(path)} bytes"
