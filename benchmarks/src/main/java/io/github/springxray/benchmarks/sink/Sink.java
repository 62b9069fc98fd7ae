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

import java.io.IOException;

/**
 * Takes traces and counts them, in a process of its own so that it costs the measured one
 * nothing. Listens on the loopback interface alone and ends with the process that has
 * started it.
 */
public final class Sink {

	private Sink() {
	}

	/**
	 * Open channels and say, one line each, at which UDP and HTTP port.
	 * @param args the number of channels
	 * @throws IOException if a port cannot be opened
	 */
	public static void main(String[] args) throws IOException {
		// Otherwise small answers wait for the acknowledgement of their headers
		System.setProperty("sun.net.httpserver.nodelay", "true");
		int channels = (args.length > 0) ? Integer.parseInt(args[0]) : 1;
		for (int i = 0; i < channels; i++) {
			SinkCounter counter = new SinkCounter();
			DaemonChannel daemon = new DaemonChannel(counter);
			HttpChannel http = new HttpChannel(counter, () -> counter.counts(daemon.lost()));
			daemon.start();
			http.start();
			System.out.println(daemon.port() + " " + http.port());
		}
		System.out.flush();
		while (System.in.read() >= 0) {
			// Whoever started this is there
		}
		System.exit(0);
	}

}
