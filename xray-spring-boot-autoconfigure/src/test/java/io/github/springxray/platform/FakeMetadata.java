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

package io.github.springxray.platform;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import javax.net.ServerSocketFactory;

/**
 * A metadata service: a real server that says, byte by byte, what a test tells it to.
 */
final class FakeMetadata implements AutoCloseable {

	private final ServerSocket server;

	private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();

	private final CountDownLatch closed = new CountDownLatch(1);

	private volatile Function<String, Answer> answers = (request) -> status(404);

	FakeMetadata() {
		this(ServerSocketFactory.getDefault());
	}

	FakeMetadata(ServerSocketFactory factory) {
		try {
			this.server = factory.createServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		runInThread(this::accept);
	}

	private void accept() {
		while (!this.server.isClosed()) {
			try {
				Socket socket = this.server.accept();
				runInThread(() -> serve(socket));
			}
			catch (IOException ex) {
				return;
			}
		}
	}

	private void serve(Socket socket) {
		try (socket) {
			String request = head(socket.getInputStream());
			this.requests.add(request);
			Answer answer = this.answers.apply(request);
			answer.give(socket.getOutputStream());
			// Who closes first loses what the other has not read
			socket.shutdownOutput();
			socket.getInputStream().readAllBytes();
		}
		catch (IOException ex) {
			// The client has left
		}
	}

	private static String head(InputStream in) throws IOException {
		StringBuilder head = new StringBuilder();
		while (head.indexOf("\r\n\r\n") < 0) {
			int next = in.read();
			if (next < 0) {
				throw new IOException("No request");
			}
			head.append((char) next);
		}
		return head.toString();
	}

	FakeMetadata answerEach(Function<String, Answer> answers) {
		this.answers = answers;
		return this;
	}

	FakeMetadata answer(Answer answer) {
		return answerEach((request) -> answer);
	}

	/**
	 * Play the service of an instance, with a token that has to be brought back.
	 */
	FakeMetadata instance(String document) {
		return answerEach((request) -> {
			if (request.startsWith("PUT /latest/api/token ")
					&& request.toLowerCase(Locale.ROOT).contains("x-aws-ec2-metadata-token-ttl-seconds: 60")) {
				return ok("the-token==");
			}
			if (request.startsWith("GET /latest/dynamic/instance-identity/document ")) {
				return request.toLowerCase(Locale.ROOT).contains("x-aws-ec2-metadata-token: the-token==\r\n")
						? ok(document) : status(401);
			}
			return status(404);
		});
	}

	URI uri() {
		return URI.create("http://" + authority());
	}

	String authority() {
		return "127.0.0.1:" + port();
	}

	int port() {
		return this.server.getLocalPort();
	}

	String take() throws InterruptedException {
		String request = this.requests.poll(20, TimeUnit.SECONDS);
		if (request == null) {
			throw new AssertionError("The service was not asked");
		}
		return request;
	}

	/**
	 * Return what it was asked up to now.
	 */
	List<String> takeAll() {
		List<String> all = new ArrayList<>();
		this.requests.drainTo(all);
		return all;
	}

	boolean isAsked() {
		return !this.requests.isEmpty();
	}

	/**
	 * Wait until the service is closed, or for some time.
	 */
	boolean hold(long millis) {
		try {
			return this.closed.await(millis, TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return true;
		}
	}

	/**
	 * Answer later than anybody waits.
	 */
	Answer slow(Answer answer) {
		return (out) -> {
			hold(MetadataRequest.LIMIT + 150);
			answer.give(out);
		};
	}

	Answer hanging() {
		return (out) -> hold(TimeUnit.MINUTES.toMillis(1));
	}

	/**
	 * Say something again and again, so that no single read takes long.
	 */
	Answer endless(String beginning, String more) {
		return (out) -> {
			write(out, beginning);
			while (!hold(20)) {
				write(out, more);
			}
		};
	}

	static Answer raw(String text) {
		return (out) -> write(out, text);
	}

	static Answer ok(String body) {
		return raw("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
				+ body.getBytes(StandardCharsets.UTF_8).length + "\r\nConnection: close\r\n\r\n" + body);
	}

	static Answer status(int status) {
		return raw("HTTP/1.1 " + status + " Whatever\r\nContent-Length: 2\r\n\r\n{}");
	}

	private static void write(OutputStream out, String text) throws IOException {
		new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)).transferTo(out);
		out.flush();
	}

	private static void runInThread(Runnable work) {
		Thread thread = new Thread(work, "fake-metadata");
		thread.setDaemon(true);
		thread.start();
	}

	@Override
	public void close() {
		this.closed.countDown();
		try {
			this.server.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	interface Answer {

		void give(OutputStream out) throws IOException;

	}

}
