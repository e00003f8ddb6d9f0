/**
 * Time zones of guests: Linux takes names of the IANA database, Windows numbers of Microsoft's table of time zone index
 * values, which vim's `CustomizationGuiUnattended.timeZone` refers to.
 */

export interface TimeZone {
  id: string
  name: string
}

/** Number, offset from UTC in winter, Windows' own name, and cities that have it. */
const windows: readonly (readonly [number, string, string, string])[] = [
  [0, '−12:00', 'Dateline', 'Baker Island'],
  [1, '−11:00', 'Samoa', 'Midway, Pago Pago'],
  [2, '−10:00', 'Hawaiian', 'Honolulu'],
  [3, '−09:00', 'Alaskan', 'Anchorage'],
  [4, '−08:00', 'Pacific', 'Los Angeles, Seattle, Tijuana'],
  [10, '−07:00', 'Mountain', 'Denver, Salt Lake City'],
  [13, '−07:00', 'Mexico 2', 'Chihuahua, Mazatlan'],
  [15, '−07:00', 'US Mountain', 'Phoenix'],
  [20, '−06:00', 'Central', 'Chicago, Dallas, Winnipeg'],
  [25, '−06:00', 'Canada Central', 'Regina'],
  [30, '−06:00', 'Mexico', 'Mexico City, Guadalajara, Monterrey'],
  [33, '−06:00', 'Central America', 'Guatemala, San Jose'],
  [35, '−05:00', 'Eastern', 'New York, Atlanta, Toronto'],
  [40, '−05:00', 'US Eastern', 'Indianapolis'],
  [45, '−05:00', 'SA Pacific', 'Bogota, Lima, Quito'],
  [50, '−04:00', 'Atlantic', 'Halifax'],
  [55, '−04:00', 'SA Western', 'La Paz, San Juan'],
  [56, '−04:00', 'Pacific SA', 'Santiago'],
  [60, '−03:30', 'Newfoundland', 'St. John’s'],
  [65, '−03:00', 'E. South America', 'Brasilia, Sao Paulo'],
  [70, '−03:00', 'SA Eastern', 'Buenos Aires, Cayenne'],
  [73, '−03:00', 'Greenland', 'Nuuk'],
  [75, '−02:00', 'Mid-Atlantic', 'South Georgia'],
  [80, '−01:00', 'Azores', 'Ponta Delgada'],
  [83, '−01:00', 'Cape Verde', 'Praia'],
  [85, '+00:00', 'GMT', 'London, Dublin, Lisbon'],
  [90, '+00:00', 'Greenwich', 'Reykjavik, Monrovia'],
  [95, '+01:00', 'Central Europe', 'Budapest, Prague, Belgrade'],
  [100, '+01:00', 'Central European', 'Warsaw, Sarajevo, Zagreb'],
  [105, '+01:00', 'Romance', 'Paris, Madrid, Brussels, Copenhagen'],
  [110, '+01:00', 'W. Europe', 'Berlin, Amsterdam, Rome, Vienna, Stockholm'],
  [113, '+01:00', 'W. Central Africa', 'Lagos'],
  [115, '+02:00', 'E. Europe', 'Chisinau'],
  [120, '+02:00', 'Egypt', 'Cairo'],
  [125, '+02:00', 'FLE', 'Helsinki, Kyiv, Riga, Sofia, Vilnius'],
  [130, '+02:00', 'GTB', 'Athens, Bucharest'],
  [135, '+02:00', 'Israel', 'Jerusalem'],
  [140, '+02:00', 'South Africa', 'Johannesburg, Harare'],
  [145, '+03:00', 'Russian', 'Moscow, St. Petersburg'],
  [150, '+03:00', 'Arab', 'Riyadh, Kuwait'],
  [155, '+03:00', 'E. Africa', 'Nairobi'],
  [158, '+03:00', 'Arabic', 'Baghdad'],
  [160, '+03:30', 'Iran', 'Tehran'],
  [165, '+04:00', 'Arabian', 'Abu Dhabi, Muscat'],
  [170, '+04:00', 'Caucasus', 'Baku, Tbilisi, Yerevan'],
  [175, '+04:30', 'Afghanistan', 'Kabul'],
  [180, '+05:00', 'Ekaterinburg', 'Yekaterinburg'],
  [185, '+05:00', 'West Asia', 'Karachi, Tashkent'],
  [190, '+05:30', 'India', 'Mumbai, Kolkata, Chennai, New Delhi'],
  [193, '+05:45', 'Nepal', 'Kathmandu'],
  [195, '+06:00', 'Central Asia', 'Dhaka, Astana'],
  [200, '+05:30', 'Sri Lanka', 'Colombo'],
  [201, '+06:00', 'N. Central Asia', 'Novosibirsk, Almaty'],
  [203, '+06:30', 'Myanmar', 'Yangon'],
  [205, '+07:00', 'SE Asia', 'Bangkok, Hanoi, Jakarta'],
  [207, '+07:00', 'North Asia', 'Krasnoyarsk'],
  [210, '+08:00', 'China', 'Beijing, Hong Kong, Shanghai'],
  [215, '+08:00', 'Singapore', 'Singapore, Kuala Lumpur'],
  [220, '+08:00', 'Taipei', 'Taipei'],
  [225, '+08:00', 'W. Australia', 'Perth'],
  [227, '+08:00', 'North Asia East', 'Irkutsk, Ulaanbaatar'],
  [230, '+09:00', 'Korea', 'Seoul'],
  [235, '+09:00', 'Tokyo', 'Tokyo, Osaka'],
  [240, '+09:00', 'Yakutsk', 'Yakutsk'],
  [245, '+09:30', 'AUS Central', 'Darwin'],
  [250, '+09:30', 'Cen. Australia', 'Adelaide'],
  [255, '+10:00', 'AUS Eastern', 'Sydney, Melbourne, Canberra'],
  [260, '+10:00', 'E. Australia', 'Brisbane'],
  [265, '+10:00', 'Tasmania', 'Hobart'],
  [270, '+10:00', 'Vladivostok', 'Vladivostok'],
  [275, '+10:00', 'West Pacific', 'Guam, Port Moresby'],
  [280, '+11:00', 'Central Pacific', 'Noumea, Honiara, Magadan'],
  [285, '+12:00', 'Fiji', 'Suva'],
  [290, '+12:00', 'New Zealand', 'Auckland, Wellington'],
  [300, '+13:00', 'Tonga', 'Nuku’alofa'],
]

/** Every zone of Windows, `id` its number, from west to east. */
export const windowsZones: readonly TimeZone[] = windows.map(([number, offset, name, cities]) => ({
  id: String(number),
  name: `(UTC${offset}) ${name}: ${cities} – ${number}`,
}))

/** Every zone of the IANA database that the browser knows, `UTC` first. */
export function ianaZones(): readonly TimeZone[] {
  const known = Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')
  return ['UTC', ...known].map((zone) => ({ id: zone, name: zone }))
}
