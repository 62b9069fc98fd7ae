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

package io.github.springxray.reactive;

import java.net.InetSocketAddress;

import org.jspecify.annotations.Nullable;

import org.springframework.core.env.Environment;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * The server of the actuator where it has a port of its own. It takes the decorators and
 * filters of the application, too, but its requests are none of the application's.
 */
final class ManagementServer {

	private static final String CONFIGURED = "management.server.port";

	private final Environment environment;

	private final boolean configured;

	private volatile @Nullable Integer port;

	ManagementServer(Environment environment) {
		this.environment = environment;
		this.configured = environment.containsProperty(CONFIGURED);
	}

	boolean isAskedBy(ServerHttpRequest request) {
		if (!this.configured) {
			return false;
		}
		InetSocketAddress local = request.getLocalAddress();
		Integer management = port();
		return local != null && management != null && local.getPort() == management;
	}

	/**
	 * It is known once that server has started, which is after the application's.
	 */
	private @Nullable Integer port() {
		Integer known = this.port;
		if (known == null) {
			known = this.environment.getProperty("local.management.port", Integer.class);
			Integer own = this.environment.getProperty("local.server.port", Integer.class);
			if (known != null && known.equals(own)) {
				known = -1;
			}
			this.port = known;
		}
		return known;
	}

}
