# A receiver by Standard Webhooks: SECRET=whsec_… PORT=3000 ruby verify_standard.rb
require "json"
require "openssl"
require "webrick"

TOLERANCE_S = 300
# The key is what follows whsec_, in base64.
KEY = ENV.fetch("SECRET").delete_prefix("whsec_").unpack1("m0")

def signed?(id, timestamp, signatures, body)
  return false if (Time.now.to_i - timestamp.to_i).abs > TOLERANCE_S # an old delivery, or a wrong clock

  digest = OpenSSL::HMAC.digest("SHA256", KEY, "#{id}.#{timestamp}.#{body}")
  expected = "v1,#{[digest].pack("m0")}"
  signatures.split.any? { |one| OpenSSL.secure_compare(expected, one) } # several while a secret is rotated
end

$stdout.sync = true
receiver = WEBrick::HTTPServer.new(Port: ENV.fetch("PORT"), AccessLog: [])
receiver.mount_proc("/") do |request, response|
  id, timestamp, signatures = %w[id timestamp signature].map { |name| request["webhook-#{name}"].to_s }
  if signed?(id, timestamp, signatures, request.body.to_s)
    # The same webhook-id may come again, after a lost answer: do each only once.
    puts "#{JSON.parse(request.body)["event"]} #{id}"
    response.status = 204
  else
    response.status = 401
  end
end
trap("INT") { receiver.shutdown }
receiver.start
