import { existsSync } from 'node:fs';

/** Where Debian, other distributions and Homebrew put the broker. */
const USUAL_PLACES = ['/usr/sbin/mosquitto', '/usr/bin/mosquitto', '/opt/homebrew/sbin/mosquitto'];

/** The installed mosquitto; undefined where there is none. */
export const mosquitto = USUAL_PLACES.find((place) => existsSync(place));
