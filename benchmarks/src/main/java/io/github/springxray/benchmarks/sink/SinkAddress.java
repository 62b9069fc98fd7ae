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

package io.github.springxray.benchmarks.sink;

/**
 * Where to send traces.
 *
 * @param udpPort the port of the X-Ray daemon, on the loopback interface
 * @param httpPort the port of everything that talks HTTP, on the loopback interface
 */
public record SinkAddress(int udpPort, int httpPort) {

	/**
	 * Return the address of the daemon.
	 * @return host and port
	 */
	public String daemon() {
		return "127.0.0.1:" + this.udpPort;
	}

	/**
	 * Return a URL of the HTTP server.
	 * @param path the path
	 * @return the URL
	 */
	public String url(String path) {
		return "http://127.0.0.1:" + this.httpPort + path;
	}

}
