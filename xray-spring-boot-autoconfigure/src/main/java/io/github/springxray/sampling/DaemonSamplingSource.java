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

package io.github.springxray.sampling;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

import io.github.springxray.recorder.DaemonAddress;

/**
 * Asks the daemon, which signs the requests and passes them on to X-Ray.
 *
 * @see <a href= "https://docs.aws.amazon.com/xray/latest/devguide/xray-daemon.html">X-Ray
 * daemon</a>
 */
final class DaemonSamplingSource implements SamplingSource {

	private static final int CONNECT_TIMEOUT = 2000;

	private static final int READ_TIMEOUT = 5000;

	/**
	 * X-Ray's answers have a few kilobytes.
	 */
	private static final int MAX_ANSWER = 4 << 20;

	/**
	 * An account has at most some dozens of rules.
	 */
	private static final int MAX_PAGES = 50;

	private static final int FORBIDDEN = 403;

	private final DaemonAddress address;

	DaemonSamplingSource(DaemonAddress address) {
		this.address = address;
	}

	@Override
	public List<SamplingRule> rules() throws SamplingSourceException {
		List<SamplingRule> rules = new ArrayList<>();
		String next = null;
		for (int page = 0; page < MAX_PAGES; page++) {
			JsonNode answer = post("/GetSamplingRules", SamplingJson.nextPage(next));
			rules.addAll(SamplingJson.rules(answer));
			next = answer.path("NextToken").asText("");
			if (next.isEmpty() || next.equals("null")) {
				break;
			}
		}
		return rules;
	}

	@Override
	public Answer report(Report report) throws SamplingSourceException {
		return SamplingJson.answer(post("/SamplingTargets", SamplingJson.report(report)));
	}

	private JsonNode post(String path, String body) throws SamplingSourceException {
		HttpURLConnection connection = null;
		try {
			URI uri = new URI("http", null, this.address.tcpHost(), this.address.tcpPort(), path, null, null);
			connection = (HttpURLConnection) uri.toURL().openConnection(Proxy.NO_PROXY);
			connection.setConnectTimeout(CONNECT_TIMEOUT);
			connection.setReadTimeout(READ_TIMEOUT);
			connection.setInstanceFollowRedirects(false);
			connection.setUseCaches(false);
			connection.setRequestMethod("POST");
			connection.setRequestProperty("Content-Type", "application/json");
			connection.setDoOutput(true);
			byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
			connection.setFixedLengthStreamingMode(bytes.length);
			try (OutputStream out = connection.getOutputStream()) {
				out.write(bytes);
			}
			int status = connection.getResponseCode();
			if (status != HttpURLConnection.HTTP_OK) {
				throw new SamplingSourceException("It answered with the status " + status, null, status == FORBIDDEN);
			}
			try (InputStream in = connection.getInputStream()) {
				return parse(in.readNBytes(MAX_ANSWER));
			}
		}
		catch (SamplingSourceException ex) {
			throw ex;
		}
		catch (Exception ex) {
			throw new SamplingSourceException("It cannot be asked", ex, false);
		}
		finally {
			close(connection);
		}
	}

	private static JsonNode parse(byte[] answer) throws SamplingSourceException {
		try {
			return SamplingJson.parse(answer);
		}
		catch (IOException ex) {
			throw new SamplingSourceException("It answered with no JSON", ex, false);
		}
	}

	private static void close(@Nullable HttpURLConnection connection) {
		if (connection != null) {
			connection.disconnect();
		}
	}

	@Override
	public String toString() {
		return "the X-Ray daemon at " + this.address.tcpHost() + ":" + this.address.tcpPort();
	}

}
