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
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

import io.github.springxray.recorder.TracingFaults;

/**
 * The facts about one pool, read from the first connection that is used in a trace.
 */
final class PoolFacts {

	private static final long RETRY_NANOS = Duration.ofMinutes(1).toNanos();

	private final ConnectionFacts unknown;

	private final TracingFaults faults;

	private final ReentrantLock lock = new ReentrantLock();

	private volatile @Nullable ConnectionFacts facts;

	private long failedAt;

	private boolean failed;

	PoolFacts(String name, TracingFaults faults) {
		this.unknown = ConnectionFacts.unknown(name);
		this.faults = faults;
	}

	/**
	 * Return the facts, and read them if nobody has. What cannot be read is not asked for
	 * again with each statement.
	 */
	ConnectionFacts get(Connection connection) {
		ConnectionFacts facts = this.facts;
		if (facts != null) {
			return facts;
		}
		this.lock.lock();
		try {
			if (this.facts == null && (!this.failed || System.nanoTime() - this.failedAt > RETRY_NANOS)) {
				this.facts = ConnectionFacts.read(connection);
			}
		}
		catch (Throwable ex) {
			this.failed = true;
			this.failedAt = System.nanoTime();
			this.faults.record("reading what a database is", ex);
		}
		finally {
			this.lock.unlock();
		}
		facts = this.facts;
		return (facts != null) ? facts : this.unknown;
	}

}
