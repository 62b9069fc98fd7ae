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
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The traced connections that are handed out while a data source gets one of its own. One
 * that is open when it has done so is inside of what it gives away, which must not be
 * traced twice. One that is closed by then was used to find out where to go.
 */
final class HandedOut implements AutoCloseable {

	private static final ThreadLocal<@Nullable HandedOut> CURRENT = new ThreadLocal<>();

	private final List<Connection> connections = new ArrayList<>(1);

	private @Nullable HandedOut outer;

	/**
	 * Begin to take note of connections.
	 */
	void open() {
		this.outer = CURRENT.get();
		CURRENT.set(this);
	}

	/**
	 * Take note of a connection for what encloses its data source.
	 */
	static void add(Connection connection) {
		HandedOut current = CURRENT.get();
		if (current != null && TracedConnection.is(connection)) {
			current.connections.add(connection);
		}
	}

	boolean isAnyOpen() {
		for (Connection connection : this.connections) {
			if (isOpen(connection)) {
				return true;
			}
		}
		return false;
	}

	private static boolean isOpen(Connection connection) {
		try {
			return !connection.isClosed();
		}
		catch (SQLException | RuntimeException ex) {
			return false;
		}
	}

	@Override
	public void close() {
		if (this.outer != null) {
			CURRENT.set(this.outer);
		}
		else {
			CURRENT.remove();
		}
	}

}
