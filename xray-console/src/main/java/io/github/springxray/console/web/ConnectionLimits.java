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

package io.github.springxray.console.web;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

import io.github.springxray.console.web.HttpListener.Limits;

/**
 * Closes the oldest connection when there are too many, and each that neither begins nor
 * ends a request for long, however many single bytes it sends or takes meanwhile. What is
 * idle is closed by the connector itself.
 */
final class ConnectionLimits extends AbstractLifeCycle implements Connection.Listener {

	private final Map<Connection, Progress> open = new LinkedHashMap<>();

	private final Limits limits;

	private final ServerConnector connector;

	private Scheduler.@Nullable Task task;

	ConnectionLimits(Limits limits, ServerConnector connector) {
		this.limits = limits;
		this.connector = connector;
	}

	@Override
	public void onOpened(Connection connection) {
		Connection oldest = null;
		synchronized (this) {
			this.open.put(connection, Progress.of(connection));
			if (this.open.size() > this.limits.connections()) {
				Iterator<Connection> connections = this.open.keySet().iterator();
				oldest = connections.next();
				connections.remove();
			}
		}
		if (oldest != null) {
			oldest.getEndPoint().close();
		}
	}

	@Override
	public synchronized void onClosed(Connection connection) {
		this.open.remove(connection);
	}

	@Override
	protected void doStart() {
		schedule();
	}

	private synchronized void schedule() {
		Duration pause = this.limits.total().dividedBy(10);
		this.task = this.connector.getScheduler().schedule(this::sweep, pause.toMillis(), TimeUnit.MILLISECONDS);
	}

	private void sweep() {
		late().forEach((connection) -> connection.getEndPoint().close());
		if (isRunning()) {
			schedule();
		}
	}

	private synchronized List<Connection> late() {
		List<Connection> late = new ArrayList<>();
		long now = System.nanoTime();
		for (Map.Entry<Connection, Progress> entry : this.open.entrySet()) {
			long messages = Progress.messages(entry.getKey());
			if (messages != entry.getValue().messages()) {
				entry.setValue(new Progress(messages, now));
			}
			else if (now - entry.getValue().since() > this.limits.total().toNanos()) {
				late.add(entry.getKey());
			}
		}
		return late;
	}

	@Override
	protected synchronized void doStop() {
		if (this.task != null) {
			this.task.cancel();
		}
	}

	/**
	 * How far a connection had come.
	 *
	 * @param messages how many requests have begun and ended
	 * @param since when this was first seen
	 */
	private record Progress(long messages, long since) {

		static Progress of(Connection connection) {
			return new Progress(messages(connection), System.nanoTime());
		}

		static long messages(Connection connection) {
			return connection.getMessagesIn() + connection.getMessagesOut();
		}

	}

}
