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

package io.github.springxray.console.standalone;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Properties of the console that only matter if it stands alone.
 */
@ConfigurationProperties("xray.console")
public class StandaloneProperties {

	private final Listener server = new Listener(8100);

	private final Listener daemon = new Listener(2000);

	/**
	 * Return where the page and the API are.
	 * @return the address of the server
	 */
	public Listener getServer() {
		return this.server;
	}

	/**
	 * Return where applications send to.
	 * @return the address of the daemon, for UDP and TCP
	 */
	public Listener getDaemon() {
		return this.daemon;
	}

	/**
	 * Where to listen.
	 */
	public static class Listener {

		/**
		 * Address to listen at. 0.0.0.0 means all of this machine.
		 */
		private String address = "127.0.0.1";

		/**
		 * Port to listen at, 0 for any that is free.
		 */
		private int port;

		Listener(int port) {
			this.port = port;
		}

		public String getAddress() {
			return this.address;
		}

		public void setAddress(String address) {
			this.address = address;
		}

		public int getPort() {
			return this.port;
		}

		public void setPort(int port) {
			this.port = port;
		}

	}

}
