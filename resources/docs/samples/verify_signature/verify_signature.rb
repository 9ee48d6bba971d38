# A receiver that believes only what is signed: SECRET=whsec_… PORT=3000 ruby verify_signature.rb
require "json"
require "openssl"
require "webrick"

SECRET = ENV.fetch("SECRET")

# Over the bytes as they came, under the secret as it is shown, in constant time.
def signed?(body, signature)
  expected = OpenSSL::HMAC.hexdigest("SHA256", SECRET, body)
  OpenSSL.secure_compare(expected, signature)
end

$stdout.sync = true
receiver = WEBrick::HTTPServer.new(Port: ENV.fetch("PORT"), AccessLog: [])
receiver.mount_proc("/") do |request, response|
  if signed?(request.body.to_s, request["X-PunchConnect-Signature"].to_s)
    event = JSON.parse(request.body)
    puts "#{event["event"]} #{event["id"]}"
    response.status = 204
  else
    response.status = 401
  end
end
trap("INT") { receiver.shutdown }
receiver.start
