# Events as they happen: ruby stream.rb 10
# Connections break: Last-Event-ID goes on right after the last event handled, none lost, none twice.
require "json"
require "net/http"

$stdout.sync = true
wanted = Integer(ARGV[0] || 10)
url = URI("#{ENV.fetch("PUNCHDECK_URL")}/v1/stream")
request = Net::HTTP::Get.new(url, "Authorization" => "Bearer #{ENV.fetch("PUNCHDECK_KEY")}")
request["Accept"] = "text/event-stream"

begin
  Net::HTTP.start(url.host, url.port, use_ssl: url.scheme == "https") do |http|
    http.request(request) do |answer|
      abort JSON.parse(answer.body)["error"]["message"] unless answer.is_a?(Net::HTTPSuccess)
      text = +""
      answer.read_body do |piece|
        text << piece
        while (line = text.slice!(/\A.*\n/))
          next unless line.start_with?("data: ")
          event = JSON.parse(line.delete_prefix("data: "))
          unless event["event"] == "heartbeat"
            puts "#{event["event"]} #{event["id"]}"
            wanted -= 1
          end
          request["Last-Event-ID"] = event["cursor"] || event["to"]
          exit if wanted.zero?
        end
      end
    end
  end
rescue SystemCallError, SocketError, Timeout::Error, EOFError
  sleep 1 # it broke, or the server restarts
  retry
end
