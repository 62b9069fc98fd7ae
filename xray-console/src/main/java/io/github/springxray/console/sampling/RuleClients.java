/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.springxray.console.sampling;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The clients that report about a rule, and what each may sample. The quotas that hold
 * are never more than the reservoir together: what a client had stays its own until it
 * reports again, or until its quota ends.
 */
final class RuleClients {

	private static final int MAX_CLIENTS = 1000;

	private static final long INTERVAL = SamplingTargets.INTERVAL * 1000L;

	private static final long SECOND = 1000;

	/**
	 * How long a turn lasts where clients take turns: some reports, as who had the last
	 * turn gives its quota back with one report, and who has the next takes it with
	 * another.
	 */
	private static final long TURN = 6 * INTERVAL;

	/**
	 * How long a client is remembered that has gone.
	 */
	private static final long KEPT = 600_000;

	private final Map<String, Client> clients = new LinkedHashMap<>();

	/**
	 * Take a report.
	 * @return how many requests a second the client may sample from now on
	 */
	int report(String id, SamplingCounts counts, int reservoir, long now, long until) {
		Client client = this.clients.get(id);
		if (client == null) {
			client = welcome(id, now);
		}
		if (client == null) {
			return 0;
		}
		client.add(counts, now);
		client.quota = Math.min(share(client, reservoir, now), Math.max(0, reservoir - heldByOthers(client, now)));
		client.until = until;
		return client.quota;
	}

	private @Nullable Client welcome(String id, long now) {
		Iterator<Client> oldest = this.clients.values().iterator();
		while (oldest.hasNext()) {
			Client client = oldest.next();
			boolean tooMany = this.clients.size() >= MAX_CLIENTS && !client.isActive(now);
			if (tooMany || now - client.seen > KEPT) {
				oldest.remove();
			}
		}
		if (this.clients.size() >= MAX_CLIENTS) {
			return null;
		}
		Client client = new Client(id);
		this.clients.put(id, client);
		return client;
	}

	private int share(Client wanted, int reservoir, long now) {
		List<Client> sharing = new ArrayList<>();
		for (Client client : this.clients.values()) {
			if (client == wanted || client.isActive(now)) {
				sharing.add(client);
			}
		}
		int[] shares = ReservoirShares.of(reservoir, sharing.stream().map((client) -> client.demand).toList(),
				now / TURN);
		return shares[sharing.indexOf(wanted)];
	}

	private int heldByOthers(Client wanted, long now) {
		long held = 0;
		for (Client client : this.clients.values()) {
			held += (client != wanted && client.isActive(now)) ? client.quota : 0;
		}
		return (int) Math.min(held, Integer.MAX_VALUE);
	}

	List<ClientActivity> recent(long now) {
		return this.clients.values()
			.stream()
			.filter((client) -> now - client.seen <= KEPT)
			.map((client) -> new ClientActivity(client.id, client.counts, client.isActive(now) ? client.quota : 0,
					client.seen))
			.toList();
	}

	/**
	 * A client, as it was when it reported last.
	 */
	private static final class Client {

		private final String id;

		private SamplingCounts counts = SamplingCounts.NONE;

		private long seen;

		private int demand;

		private int quota;

		private long until;

		private Client(String id) {
			this.id = id;
		}

		private boolean isActive(long now) {
			return now < this.until;
		}

		/**
		 * SDKs report what happened within an interval, but nothing while nothing
		 * happens.
		 */
		private void add(SamplingCounts more, long now) {
			long elapsed = Math.max(SECOND, Math.min(now - this.seen, INTERVAL));
			this.demand = (int) Math.min((more.requests() * SECOND + elapsed - 1) / elapsed, Integer.MAX_VALUE);
			this.counts = this.counts.plus(more);
			this.seen = now;
		}

	}

}
