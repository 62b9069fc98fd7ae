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

import java.util.ArrayList;
import java.util.List;

import com.mongodb.MongoClientSettings;
import com.mongodb.ServerAddress;
import com.mongodb.connection.ClusterSettings;
import com.mongodb.event.CommandListener;
import org.jspecify.annotations.Nullable;

/**
 * Adds a listener to settings, behind those of the application, and what it needs to know
 * who issues a command. Settings that have it already are given one that knows the
 * address, which may be set later than the first.
 */
final class TracedSettings {

	private TracedSettings() {
	}

	static MongoClientSettings trace(MongoClientSettings settings, MongoCalls calls) {
		MongoClientSettings.Builder builder = MongoClientSettings.builder(settings);
		apply(builder, settings, calls);
		return builder.build();
	}

	static void trace(MongoClientSettings.Builder builder, MongoCalls calls) {
		apply(builder, builder.build(), calls);
	}

	private static void apply(MongoClientSettings.Builder builder, MongoClientSettings settings, MongoCalls calls) {
		List<CommandListener> listeners = new ArrayList<>(settings.getCommandListeners());
		listeners.removeIf(TracingCommandListener.class::isInstance);
		listeners.add(new TracingCommandListener(calls, clusterOf(settings.getClusterSettings())));
		builder.commandListenerList(listeners);
		builder.contextProvider(ContextProviders.trace(settings.getContextProvider(), calls));
	}

	/**
	 * One name for all servers of a cluster, so that they are one node on the map: that
	 * of {@code mongodb+srv:}, the set of replicas, or the first server that is named.
	 */
	private static @Nullable String clusterOf(ClusterSettings settings) {
		String name = settings.getSrvHost();
		List<ServerAddress> hosts = settings.getHosts();
		if (name != null || hosts.isEmpty()) {
			return name;
		}
		String replicas = settings.getRequiredReplicaSetName();
		return (hosts.size() > 1 && replicas != null) ? replicas : hosts.get(0).getHost();
	}

}
