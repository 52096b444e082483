// The page without a network, where its host wants that: offline.json beside the page says {"offline": true}. Whoever
// shows the page in a frame or uses its modules gets no worker registered, and neither does a host that has said nothing.

import { url_of } from './download.mjs';
import { t } from './words.mjs';

// The worker (service_worker.js) keeps what the whole page needs. `said` is what offline.json says; `tell` shows a sentence.
export async function follow_host({ offline }, tell) {
    const home = url_of('');
    const is_ours = (registration) => registration?.scope === home;
    if (offline !== true) {
        // It was wanted once: nothing of it stays.
        const registration = await navigator.serviceWorker.getRegistration(home);
        if (is_ours(registration)) await registration.unregister();
        for (const name of await caches.keys()) if (name.startsWith(`airlock ${home} `)) await caches.delete(name);
        return;
    }
    const before = await navigator.serviceWorker.getRegistration(home);
    // Not from the browser's own cache: a new version is to be seen at the next visit.
    const registration = await navigator.serviceWorker.register(url_of('service_worker.js'), { updateViaCache: 'none' });
    if (is_ours(before)) return registration.update(); // browsers look by themselves, but in their own time
    const worker = registration.installing;
    worker?.addEventListener('statechange', () => {
        if (worker.state === 'activated') tell(t('From now on Airlock works without a network, too'));
    });
}
