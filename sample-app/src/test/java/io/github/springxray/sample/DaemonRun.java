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

package io.github.springxray.sample;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.springxray.console.otlp.OtlpRequest;

/**
 * A run of the application with AWS_XRAY_DAEMON_ADDRESS in its environment, in which each
 * endpoint is called, and then what comes through Amazon API Gateway. It sends to a
 * collector of OpenTelemetry as well. It starts servers, so that tests share it.
 *
 * @param responses the responses of the endpoints
 * @param documents what the daemon's port received, each as it was
 * @param spans what the collector received
 */
record DaemonRun(Map<String, HttpResponse<String>> responses, List<String> documents, List<OtlpRequest> spans) {

	/**
	 * A trace of the gateway.
	 */
	static final String GATEWAY = "1-6b00f4be-539421500e2e8b0b35710767";

	/**
	 * The segment of the gateway in its trace.
	 */
	static final String GATEWAY_SEGMENT = "53995c3f42cd8ad8";

	/**
	 * A trace of a gateway that records nothing itself.
	 */
	static final String SILENT_GATEWAY = "1-6b00f4bf-1d77c2a09b34e6f8115ca2d3";

	private static final class Holder {

		static final DaemonRun run = start();

		private static DaemonRun start() {
			try {
				return DaemonRun.start();
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

	static DaemonRun get() {
		return Holder.run;
	}

	/**
	 * Return what the gateway has a part in, or what it has none in.
	 */
	List<SegmentDocument> documents(boolean gateway) throws Exception {
		List<SegmentDocument> documents = new ArrayList<>();
		for (String content : this.documents) {
			SegmentDocument document = SegmentDocument.parse(content);
			if (List.of(GATEWAY, SILENT_GATEWAY).contains(document.traceId()) == gateway) {
				documents.add(document);
			}
		}
		return documents;
	}

	private static DaemonRun start() throws Exception {
		try (DaemonSocket daemon = new DaemonSocket(); OtlpSocket otlp = new OtlpSocket()) {
			Map<String, HttpResponse<String>> responses;
			try (UsersProcess users = UsersProcess.start(Map.of("AWS_XRAY_DAEMON_ADDRESS", daemon.address(),
					"XRAY_EMITTER_TYPE", "daemon,otlp", "XRAY_OTLP_ENDPOINT", otlp.endpoint()))) {
				responses = Endpoints.callAll(users.url());
				Endpoints.registerThroughGateway(users.url(),
						"Root=" + GATEWAY + ";Parent=" + GATEWAY_SEGMENT + ";Sampled=1");
				Endpoints.registerThroughGateway(users.url(),
						"Self=1-6b00f4c0-0aa1b2c3d4e5f60718293a4b;Root=" + SILENT_GATEWAY);
			}
			return new DaemonRun(responses, daemon.documents(), otlp.requests());
		}
	}

}
