/** What waits for the line goes out from any page; asked for by scripts/outbox.js where something is kept on this device. */

import { beginWaiting } from "../study/waiting";

beginWaiting();
