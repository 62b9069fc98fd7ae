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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A {@link Sink} that was started by this process and ends with it.
 */
public final class SinkProcess implements AutoCloseable {

	private final Process process;

	private final List<SinkAddress> addresses;

	private SinkProcess(Process process, List<SinkAddress> addresses) {
		this.process = process;
		this.addresses = addresses;
	}

	/**
	 * Start a sink and wait until it listens.
	 * @param channels how many separately counted channels it has
	 * @return the sink
	 */
	public static SinkProcess start(int channels) {
		String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
		try {
			Process process = new ProcessBuilder(java, "-Xmx256m", "-XX:+UseSerialGC", "-cp",
					System.getProperty("java.class.path"), Sink.class.getName(), Integer.toString(channels))
				.redirectError(ProcessBuilder.Redirect.INHERIT)
				.start();
			return new SinkProcess(process, readAddresses(process.inputReader(), channels));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static List<SinkAddress> readAddresses(BufferedReader output, int channels) throws IOException {
		List<SinkAddress> addresses = new ArrayList<>();
		while (addresses.size() < channels) {
			String line = output.readLine();
			if (line == null) {
				throw new IOException("The sink has ended");
			}
			String[] ports = line.split(" ");
			addresses.add(new SinkAddress(Integer.parseInt(ports[0]), Integer.parseInt(ports[1])));
		}
		return addresses;
	}

	/**
	 * Return where a channel listens.
	 * @param channel its index
	 * @return the address
	 */
	public SinkAddress address(int channel) {
		return this.addresses.get(channel);
	}

	/**
	 * Return what a channel has received up to now.
	 * @param channel its index
	 * @return the counts
	 */
	public SinkCounts counts(int channel) {
		try (InputStream content = URI.create(address(channel).url("/counts")).toURL().openStream()) {
			return SinkCounts.parse(new String(content.readAllBytes(), StandardCharsets.US_ASCII));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Return what a channel has received once nothing has come for a second.
	 * @param channel its index
	 * @return the counts
	 */
	public SinkCounts settledCounts(int channel) {
		SinkCounts previous = counts(channel);
		while (true) {
			LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
			SinkCounts current = counts(channel);
			if (current.equals(previous)) {
				return current;
			}
			previous = current;
		}
	}

	@Override
	public void close() {
		this.process.destroy();
	}

}
