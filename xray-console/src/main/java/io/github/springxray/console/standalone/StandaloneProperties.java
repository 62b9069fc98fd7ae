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

	private final Server server = new Server();

	private final Daemon daemon = new Daemon();

	private final Otlp otlp = new Otlp();

	public Server getServer() {
		return this.server;
	}

	public Daemon getDaemon() {
		return this.daemon;
	}

	public Otlp getOtlp() {
		return this.otlp;
	}

	/**
	 * Where the page and the API are.
	 */
	public static class Server {

		/**
		 * Address of the page and the API, 0.0.0.0 for all of this machine.
		 */
		private String address = "127.0.0.1";

		/**
		 * Port of the page and the API, 0 for any that is free.
		 */
		private int port = 8100;

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

	/**
	 * Where applications send to.
	 */
	public static class Daemon {

		/**
		 * Address that applications send to, 0.0.0.0 for all of this machine.
		 */
		private String address = "127.0.0.1";

		/**
		 * Port that applications send to, over UDP and TCP, 0 for any that is free.
		 */
		private int port = 2000;

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

	/**
	 * Where applications with OpenTelemetry send to.
	 */
	public static class Otlp {

		/**
		 * Address that applications with OpenTelemetry send to, 0.0.0.0 for all of this
		 * machine.
		 */
		private String address = "127.0.0.1";

		/**
		 * Port that applications with OpenTelemetry send to, over HTTP, 0 for any that is
		 * free.
		 */
		private int port = 4318;

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
