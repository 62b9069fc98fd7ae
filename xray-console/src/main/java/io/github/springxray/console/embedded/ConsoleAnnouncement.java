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

package io.github.springxray.console.embedded;

import java.net.InetAddress;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;

import io.github.springxray.console.web.Urls;

/**
 * Says where the console is, once the server is up.
 */
final class ConsoleAnnouncement implements ApplicationListener<WebServerInitializedEvent> {

	private static final Log logger = LogFactory.getLog(ConsoleAnnouncement.class);

	private final ConsolePath path;

	private final ObjectProvider<ContextPath> context;

	private final ObjectProvider<ServerProperties> server;

	ConsoleAnnouncement(ConsolePath path, ObjectProvider<ContextPath> context,
			ObjectProvider<ServerProperties> server) {
		this.path = path;
		this.context = context;
		this.server = server;
	}

	@Override
	public void onApplicationEvent(WebServerInitializedEvent event) {
		// The server of the actuator has a name
		if (event.getApplicationContext().getServerNamespace() == null) {
			logger.info("X-Ray console at " + url(event.getWebServer().getPort()));
		}
	}

	private String url(int port) {
		ServerProperties properties = this.server.getIfAvailable();
		String scheme = (properties != null && Ssl.isEnabled(properties.getSsl())) ? "https" : "http";
		InetAddress address = (properties != null) ? properties.getAddress() : null;
		ContextPath before = this.context.getIfAvailable();
		return scheme + "://" + Urls.host(address) + ":" + port + ((before != null) ? before.value() : "")
				+ this.path.value() + "/";
	}

	/**
	 * What is before the path of the console.
	 */
	interface ContextPath {

		/**
		 * Return the path.
		 * @return the path with a slash first and none last, or an empty text
		 */
		String value();

	}

}
