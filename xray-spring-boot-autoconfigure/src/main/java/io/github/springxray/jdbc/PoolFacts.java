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

package io.github.springxray.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import io.github.springxray.recorder.TracingFaults;

/**
 * The facts about the databases of one pool, read from the first connection to each that
 * is used in a trace. Most pools have one, but a data source of the application may lead
 * to many. Drivers know the URL of a connection without asking the database.
 */
final class PoolFacts {

	private static final long RETRY_NANOS = Duration.ofMinutes(1).toNanos();

	/**
	 * Where each connection has a URL of its own, as with a token in it, those of some of
	 * them are kept.
	 */
	private static final int MAX_DATABASES = 1000;

	private final ConnectionFacts unknown;

	private final TracingFaults faults;

	private final Map<String, ConnectionFacts> facts = new ConcurrentHashMap<>();

	private volatile @Nullable Long failedAt;

	PoolFacts(String name, TracingFaults faults) {
		this.unknown = ConnectionFacts.unknown(name);
		this.faults = faults;
	}

	/**
	 * Return the facts, and read them if nobody has. What cannot be read is not asked for
	 * again with each statement. Nobody waits for another thread: threads that come at
	 * the same time read the same.
	 * @param connection the connection
	 * @return the facts, {@code null} if they are unknown for now
	 */
	@Nullable ConnectionFacts find(Connection connection) {
		Long failedAt = this.failedAt;
		if (failedAt != null && System.nanoTime() - failedAt < RETRY_NANOS) {
			return null;
		}
		try {
			ConnectionFacts facts = read(connection);
			this.failedAt = null;
			return facts;
		}
		catch (Throwable ex) {
			this.failedAt = System.nanoTime();
			this.faults.record("reading what a database is", ex);
			return null;
		}
	}

	private ConnectionFacts read(Connection connection) throws SQLException {
		String url = connection.getMetaData().getURL();
		String key = (url != null) ? url : "";
		ConnectionFacts known = this.facts.get(key);
		if (known != null) {
			return known;
		}
		if (this.facts.size() >= MAX_DATABASES) {
			this.facts.clear();
		}
		ConnectionFacts read = ConnectionFacts.read(connection);
		this.facts.put(key, read);
		return read;
	}

	/**
	 * Return what is said while the facts are unknown.
	 */
	ConnectionFacts unknown() {
		return this.unknown;
	}

}
