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

package io.github.springxray.benchmarks.sidebyside;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.HdrHistogram.Histogram;

/**
 * Makes requests on a fixed number of connections for a fixed time.
 */
final class Load {

	private static final int CONNECTIONS = 8;

	private static final long MAX_LATENCY = TimeUnit.MINUTES.toNanos(1);

	private final int port;

	private final String path;

	private final long nanos;

	private Load(int port, String path, int seconds) {
		this.port = port;
		this.path = path;
		this.nanos = TimeUnit.SECONDS.toNanos(seconds);
	}

	/**
	 * Each connection makes its next request as soon as it has its response.
	 */
	static Result saturate(int port, String path, int seconds) throws IOException {
		Load load = new Load(port, path, seconds);
		return load.run((index) -> load.requests(0, 0));
	}

	/**
	 * Requests are due at fixed times, and latency counts from when a request was due:
	 * one that waits for a slow one before it is slow, too.
	 */
	static Result steady(int port, String path, int seconds, int rate) throws IOException {
		Load load = new Load(port, path, seconds);
		long period = TimeUnit.SECONDS.toNanos(CONNECTIONS) / rate;
		return load.run((index) -> load.requests(period, period * index / CONNECTIONS));
	}

	private Result run(Worker worker) throws IOException {
		ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
		try {
			List<Callable<Histogram>> tasks = new ArrayList<>();
			for (int i = 0; i < CONNECTIONS; i++) {
				int index = i;
				tasks.add(() -> worker.run(index));
			}
			long begin = System.nanoTime();
			Histogram all = new Histogram(MAX_LATENCY, 3);
			for (Future<Histogram> histogram : threads.invokeAll(tasks)) {
				all.add(histogram.get());
			}
			return new Result(all, (System.nanoTime() - begin) / 1e9);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException(ex);
		}
		catch (ExecutionException ex) {
			throw new IOException("A request of " + this.path + " has failed", ex.getCause());
		}
		finally {
			threads.shutdownNow();
		}
	}

	private Histogram requests(long period, long offset) throws IOException {
		Histogram histogram = new Histogram(MAX_LATENCY, 3);
		Connection connection = new Connection(this.port, this.path);
		try {
			long begin = System.nanoTime();
			long due = begin + offset;
			while (due - begin < this.nanos) {
				waitUntil(due);
				connection = request(connection);
				long now = System.nanoTime();
				histogram.recordValue(Math.min(MAX_LATENCY, now - due));
				due = (period > 0) ? due + period : now;
			}
		}
		finally {
			connection.close();
		}
		return histogram;
	}

	/**
	 * Reactor Netty leaves a request unread now and then, traced or not. It counts as one
	 * that took as long as nobody answered.
	 */
	private Connection request(Connection connection) throws IOException {
		try {
			connection.request();
			return connection;
		}
		catch (SocketTimeoutException ex) {
			connection.close();
			return new Connection(this.port, this.path);
		}
	}

	private static void waitUntil(long time) {
		long left = time - System.nanoTime();
		while (left > 0) {
			LockSupport.parkNanos(left);
			left = time - System.nanoTime();
		}
	}

	@FunctionalInterface
	private interface Worker {

		Histogram run(int index) throws IOException;

	}

	/**
	 * What the requests took.
	 *
	 * @param latencies of each request, in nanoseconds
	 * @param seconds the time from the first to the last
	 */
	record Result(Histogram latencies, double seconds) {

		long requests() {
			return this.latencies.getTotalCount();
		}

		double perSecond() {
			return requests() / this.seconds;
		}

		double millis(double percentile) {
			return this.latencies.getValueAtPercentile(percentile) / 1e6;
		}

	}

}
