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

package io.github.springxray.mongo;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.amazonaws.xray.entities.Entity;
import com.mongodb.RequestContext;
import com.mongodb.connection.ConnectionDescription;
import com.mongodb.event.CommandFailedEvent;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import com.mongodb.event.CommandSucceededEvent;
import org.jspecify.annotations.Nullable;

import io.github.springxray.context.Subsegments;
import io.github.springxray.context.TraceScope;

/**
 * Begins a subsegment when a command is sent, and ends it with the answer. The driver
 * says so on the thread of the caller where it blocks, and on any thread where it does
 * not. Nothing is thrown.
 */
final class TracingCommandListener implements CommandListener {

	private final MongoCalls calls;

	private final @Nullable String cluster;

	/**
	 * By the ids of requests, which no other client of the JVM has.
	 */
	private final Map<Integer, OpenCommand> open = new ConcurrentHashMap<>();

	/**
	 * Create a listener for a client.
	 * @param calls what all clients have in common
	 * @param cluster what to call the cluster, {@code null} to use the name of the server
	 */
	TracingCommandListener(MongoCalls calls, @Nullable String cluster) {
		this.calls = calls;
		this.cluster = cluster;
	}

	@Override
	public void commandStarted(CommandStartedEvent event) {
		if (!CommandFacts.isHousekeeping(event.getCommandName())) {
			this.calls.subsegments()
				.safely("beginning to trace a command of MongoDB", (subsegments) -> begin(event, subsegments));
		}
	}

	private void begin(CommandStartedEvent event, Subsegments subsegments) {
		RequestContext context = event.getRequestContext();
		Entity parent = (context instanceof CallerRequestContext known) ? known.caller() : subsegments.current();
		if (parent == null) {
			subsegments.outside("A command of MongoDB");
			return;
		}
		String server = hostOf(event.getConnectionDescription());
		String host = (this.cluster != null) ? this.cluster : server;
		String database = event.getDatabaseName();
		TraceScope scope = subsegments.begin((host != null) ? database + "@" + host : database, parent);
		Entity entity = scope.entity();
		if (entity != null && scope.isRecording()) {
			this.open.put(event.getRequestId(), new OpenCommand(scope, entity));
			CommandFacts.record(entity, event, server, this.calls.recording());
		}
	}

	private static @Nullable String hostOf(@Nullable ConnectionDescription connection) {
		return (connection != null) ? connection.getServerAddress().getHost() : null;
	}

	@Override
	public void commandSucceeded(CommandSucceededEvent event) {
		OpenCommand command = this.open.remove(event.getRequestId());
		if (command != null) {
			this.calls.subsegments().safely("ending to trace a command of MongoDB", (subsegments) -> {
				subsegments.safely("reading the answer to a command of MongoDB",
						() -> CommandAnswer.record(command.entity(), event.getResponse()));
				subsegments.end(command.scope(), null);
			});
		}
	}

	@Override
	public void commandFailed(CommandFailedEvent event) {
		OpenCommand command = this.open.remove(event.getRequestId());
		if (command != null) {
			this.calls.subsegments().safely("ending to trace a command of MongoDB", (subsegments) -> {
				subsegments.safely("reading the answer to a command of MongoDB",
						() -> CommandAnswer.recordFailure(command.entity(), event.getThrowable()));
				subsegments.end(command.scope(), event.getThrowable());
			});
		}
	}

	/**
	 * Return how many commands have not been answered yet.
	 */
	int openCommands() {
		return this.open.size();
	}

	/**
	 * A command that has been sent.
	 *
	 * @param scope to end
	 * @param entity its subsegment
	 */
	private record OpenCommand(TraceScope scope, Entity entity) {

	}

}
