"""Real places a fleet can stand in: one line a city, so that generated sites fall on land, in the right zone.

Columns: name, country (ISO 3166), latitude, longitude (degrees, WGS 84), IANA zone.
"""

from __future__ import annotations

from dataclasses import dataclass

_TABLE = """
Casablanca|MA|33.5731|-7.5898|Africa/Casablanca
Rabat|MA|34.0209|-6.8416|Africa/Casablanca
Tanger|MA|35.7595|-5.8340|Africa/Casablanca
Fès|MA|34.0331|-5.0003|Africa/Casablanca
Marrakech|MA|31.6295|-7.9811|Africa/Casablanca
Agadir|MA|30.4278|-9.5981|Africa/Casablanca
Meknès|MA|33.8935|-5.5473|Africa/Casablanca
Oujda|MA|34.6805|-1.9076|Africa/Casablanca
Kénitra|MA|34.2610|-6.5802|Africa/Casablanca
Tétouan|MA|35.5785|-5.3684|Africa/Casablanca
Safi|MA|32.2994|-9.2372|Africa/Casablanca
El Jadida|MA|33.2316|-8.5007|Africa/Casablanca
Nador|MA|35.1681|-2.9335|Africa/Casablanca
Béni Mellal|MA|32.3373|-6.3498|Africa/Casablanca
Khouribga|MA|32.8811|-6.9063|Africa/Casablanca
Settat|MA|33.0010|-7.6166|Africa/Casablanca
Berkane|MA|34.9200|-2.3200|Africa/Casablanca
Larache|MA|35.1932|-6.1557|Africa/Casablanca
Essaouira|MA|31.5085|-9.7595|Africa/Casablanca
Ouarzazate|MA|30.9189|-6.8934|Africa/Casablanca
Errachidia|MA|31.9314|-4.4244|Africa/Casablanca
Taroudant|MA|30.4703|-8.8770|Africa/Casablanca
Mohammedia|MA|33.6866|-7.3830|Africa/Casablanca
Taza|MA|34.2100|-4.0100|Africa/Casablanca
Lagos|NG|6.5244|3.3792|Africa/Lagos
Abuja|NG|9.0765|7.3986|Africa/Lagos
Kano|NG|12.0022|8.5920|Africa/Lagos
Dakar|SN|14.7167|-17.4677|Africa/Dakar
Abidjan|CI|5.3600|-4.0083|Africa/Abidjan
Accra|GH|5.6037|-0.1870|Africa/Accra
Kumasi|GH|6.6885|-1.6244|Africa/Accra
Tunis|TN|36.8065|10.1815|Africa/Tunis
Sfax|TN|34.7406|10.7603|Africa/Tunis
Alger|DZ|36.7538|3.0588|Africa/Algiers
Oran|DZ|35.6971|-0.6308|Africa/Algiers
Cairo|EG|30.0444|31.2357|Africa/Cairo
Alexandria|EG|31.2001|29.9187|Africa/Cairo
Nouakchott|MR|18.0735|-15.9582|Africa/Nouakchott
Bamako|ML|12.6392|-8.0029|Africa/Bamako
Ouagadougou|BF|12.3714|-1.5197|Africa/Ouagadougou
Niamey|NE|13.5116|2.1254|Africa/Niamey
Cotonou|BJ|6.3703|2.3912|Africa/Porto-Novo
Lomé|TG|6.1319|1.2228|Africa/Lome
Conakry|GN|9.6412|-13.5784|Africa/Conakry
Douala|CM|4.0511|9.7679|Africa/Douala
Yaoundé|CM|3.8480|11.5021|Africa/Douala
Libreville|GA|0.4162|9.4673|Africa/Libreville
Kinshasa|CD|-4.4419|15.2663|Africa/Kinshasa
Luanda|AO|-8.8390|13.2894|Africa/Luanda
Nairobi|KE|-1.2921|36.8219|Africa/Nairobi
Mombasa|KE|-4.0435|39.6682|Africa/Nairobi
Kampala|UG|0.3476|32.5825|Africa/Kampala
Kigali|RW|-1.9441|30.0619|Africa/Kigali
Dar es Salaam|TZ|-6.7924|39.2083|Africa/Dar_es_Salaam
Addis Ababa|ET|9.0300|38.7400|Africa/Addis_Ababa
Lusaka|ZM|-15.3875|28.3228|Africa/Lusaka
Harare|ZW|-17.8252|31.0335|Africa/Harare
Maputo|MZ|-25.9692|32.5732|Africa/Maputo
Antananarivo|MG|-18.8792|47.5079|Indian/Antananarivo
Johannesburg|ZA|-26.2041|28.0473|Africa/Johannesburg
Cape Town|ZA|-33.9249|18.4241|Africa/Johannesburg
Durban|ZA|-29.8587|31.0218|Africa/Johannesburg
Paris|FR|48.8566|2.3522|Europe/Paris
Lyon|FR|45.7640|4.8357|Europe/Paris
Marseille|FR|43.2965|5.3698|Europe/Paris
Lille|FR|50.6292|3.0573|Europe/Paris
Bordeaux|FR|44.8378|-0.5792|Europe/Paris
Toulouse|FR|43.6047|1.4442|Europe/Paris
Nantes|FR|47.2184|-1.5536|Europe/Paris
Strasbourg|FR|48.5734|7.7521|Europe/Paris
Bruxelles|BE|50.8503|4.3517|Europe/Brussels
Genève|CH|46.2044|6.1432|Europe/Zurich
Madrid|ES|40.4168|-3.7038|Europe/Madrid
Barcelona|ES|41.3874|2.1686|Europe/Madrid
Valencia|ES|39.4699|-0.3763|Europe/Madrid
Sevilla|ES|37.3891|-5.9845|Europe/Madrid
Lisboa|PT|38.7223|-9.1393|Europe/Lisbon
Porto|PT|41.1579|-8.6291|Europe/Lisbon
London|GB|51.5074|-0.1278|Europe/London
Milano|IT|45.4642|9.1900|Europe/Rome
Roma|IT|41.9028|12.4964|Europe/Rome
Berlin|DE|52.5200|13.4050|Europe/Berlin
Hamburg|DE|53.5511|9.9937|Europe/Berlin
Amsterdam|NL|52.3676|4.9041|Europe/Amsterdam
Istanbul|TR|41.0082|28.9784|Europe/Istanbul
Dubai|AE|25.2048|55.2708|Asia/Dubai
Abu Dhabi|AE|24.4539|54.3773|Asia/Dubai
Riyadh|SA|24.7136|46.6753|Asia/Riyadh
Jeddah|SA|21.4858|39.1925|Asia/Riyadh
Doha|QA|25.2854|51.5310|Asia/Qatar
Kuwait City|KW|29.3759|47.9774|Asia/Kuwait
Amman|JO|31.9454|35.9284|Asia/Amman
Muscat|OM|23.5880|58.3829|Asia/Muscat
Mumbai|IN|19.0760|72.8777|Asia/Kolkata
Chennai|IN|13.0827|80.2707|Asia/Kolkata
Kathmandu|NP|27.7172|85.3240|Asia/Kathmandu
Karachi|PK|24.8607|67.0011|Asia/Karachi
Dhaka|BD|23.8103|90.4125|Asia/Dhaka
Colombo|LK|6.9271|79.8612|Asia/Colombo
Bangkok|TH|13.7563|100.5018|Asia/Bangkok
Jakarta|ID|-6.2088|106.8456|Asia/Jakarta
Surabaya|ID|-7.2575|112.7521|Asia/Jakarta
Manila|PH|14.5995|120.9842|Asia/Manila
Kuala Lumpur|MY|3.1390|101.6869|Asia/Kuala_Lumpur
Ho Chi Minh City|VN|10.8231|106.6297|Asia/Ho_Chi_Minh
São Paulo|BR|-23.5505|-46.6333|America/Sao_Paulo
Bogotá|CO|4.7110|-74.0721|America/Bogota
Montréal|CA|45.5017|-73.5673|America/Toronto
"""


@dataclass(frozen=True, slots=True)
class City:
    """A place with a country (ISO 3166), a position in degrees and an IANA zone."""

    name: str
    country: str
    lat: float
    lon: float
    timezone: str


def _read(line: str) -> City:
    name, country, lat, lon, timezone = line.split("|")
    return City(name, country, float(lat), float(lon), timezone)


CITIES: tuple[City, ...] = tuple(_read(line) for line in _TABLE.strip().splitlines())
"""Morocco first, then the rest of Africa, Europe, Asia, America."""
