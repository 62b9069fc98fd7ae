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

package io.github.springxray.emitter;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpRetryException;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;

import org.jspecify.annotations.Nullable;

/**
 * Sends one request and reads the answer. Redirects are not followed, as another host
 * would get the headers, and no request is repeated by the JDK.
 */
final class OtlpHttp {

	private static final int MAX_ANSWER = 64 * 1024;

	private final Duration timeout;

	private final @Nullable SSLSocketFactory tls;

	/**
	 * Create an instance.
	 * @param timeout how long to wait for a connection, and for an answer
	 * @param tls how to connect, {@code null} as the JVM does
	 */
	OtlpHttp(Duration timeout, @Nullable SSLSocketFactory tls) {
		this.timeout = timeout;
		this.tls = tls;
	}

	OtlpAnswer post(URI uri, Map<String, String> headers, byte[] body) throws IOException {
		HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
		if (this.tls != null && connection instanceof HttpsURLConnection secure) {
			secure.setSSLSocketFactory(this.tls);
		}
		int millis = (int) Math.min(Integer.MAX_VALUE, Math.max(1, this.timeout.toMillis()));
		connection.setConnectTimeout(millis);
		connection.setReadTimeout(millis);
		connection.setInstanceFollowRedirects(false);
		connection.setUseCaches(false);
		connection.setRequestMethod("POST");
		connection.setDoOutput(true);
		// What is streamed is neither repeated nor sent again with a password
		connection.setFixedLengthStreamingMode(body.length);
		headers.forEach(connection::setRequestProperty);
		boolean reusable = false;
		try {
			try (OutputStream out = connection.getOutputStream()) {
				out.write(body);
			}
			int status = connection.getResponseCode();
			String answer = read(connection);
			reusable = true;
			String type = connection.getContentType();
			return new OtlpAnswer(status, connection.getHeaderField("Retry-After"), (type != null) ? type : "", answer);
		}
		catch (HttpRetryException ex) {
			return new OtlpAnswer(ex.responseCode(), null, "", "");
		}
		finally {
			if (!reusable) {
				connection.disconnect();
			}
		}
	}

	/**
	 * Read to the end, so that the connection can be used again, unless that is far off.
	 */
	private String read(HttpURLConnection connection) throws IOException {
		long deadline = System.nanoTime() + this.timeout.toNanos();
		InputStream stream = (connection.getResponseCode() < 400) ? connection.getInputStream()
				: connection.getErrorStream();
		if (stream == null) {
			// The JDK gives no body of a 401, as it would ask for a password
			return "";
		}
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		byte[] buffer = new byte[4096];
		try (InputStream in = stream) {
			for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
				body.write(buffer, 0, count);
				if (body.size() > MAX_ANSWER) {
					connection.disconnect();
					return body.toString(StandardCharsets.UTF_8);
				}
				if (System.nanoTime() - deadline > 0) {
					throw new SocketTimeoutException("No end of the answer after "
							+ TimeUnit.NANOSECONDS.toMillis(this.timeout.toNanos()) + " ms");
				}
			}
		}
		if (body.size() < connection.getContentLengthLong()) {
			// The JDK says so only at times
			throw new IOException("The answer breaks off");
		}
		return body.toString(StandardCharsets.UTF_8);
	}

	/**
	 * Say in words what went wrong, one of a small fixed set.
	 */
	static String reason(IOException ex) {
		if (ex instanceof SocketTimeoutException) {
			return "timed out";
		}
		if (ex instanceof ConnectException) {
			return "nobody listens";
		}
		if (ex instanceof UnknownHostException) {
			return "unknown host";
		}
		return (ex instanceof SSLException) ? "TLS failed" : "connection failed";
	}

}
