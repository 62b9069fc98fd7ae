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

package io.github.springxray.http;

import java.util.ArrayList;
import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.core.Ordered;

/**
 * Properties of the tracing of incoming requests.
 */
@ConfigurationProperties("xray.server")
public class XRayServerProperties {

	/**
	 * Whether to trace incoming requests.
	 */
	private boolean enabled = true;

	/**
	 * Order of the servlet filter. The default is the highest precedence: the filters of
	 * the application, Spring Security's among them, run inside the segment, and only the
	 * handling of forwarded headers runs before it.
	 */
	private int order = Ordered.HIGHEST_PRECEDENCE;

	/**
	 * Patterns of paths within the application that are not traced, such as /health/**.
	 */
	private List<String> excludePaths = new ArrayList<>();

	/**
	 * Whether to trace requests to the endpoints of the actuator, too.
	 */
	private boolean includeActuator;

	/**
	 * Patterns of user agents whose requests are not traced. The default is the health
	 * checks of load balancers, clusters and DNS.
	 */
	private List<String> excludeUserAgents = new ArrayList<>(List.of("ELB-HealthChecker/*", "kube-probe/*",
			"Amazon-Route53-Health-Check-Service*", "GoogleHC/*", "Envoy/HC", "Consul Health Check"));

	/**
	 * Whether to join the trace that a request brings and to heed its sampling decision.
	 * With id its trace is joined, and whether that is recorded is decided here.
	 */
	private IncomingTrust trustIncoming = IncomingTrust.TRUE;

	/**
	 * Whether to answer with the id of the trace, in the header X-Amzn-Trace-Id.
	 */
	private boolean responseHeader = true;

	/**
	 * Whether to record the address of the client, from X-Forwarded-For where there is
	 * one. With truncated it is recorded without its last octet, or the last 80 bits of
	 * IPv6.
	 */
	private ClientIpRecording recordClientIp = ClientIpRecording.TRUE;

	/**
	 * Whether to record the name of the authenticated user.
	 */
	private boolean recordUser;

	/**
	 * Whether to put the id of the trace into the details of problems (RFC 9457) that
	 * Spring answers errors with, as the property traceId.
	 */
	private boolean errorTraceId;

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public int getOrder() {
		return this.order;
	}

	public void setOrder(int order) {
		this.order = order;
	}

	public List<String> getExcludePaths() {
		return this.excludePaths;
	}

	public void setExcludePaths(List<String> excludePaths) {
		this.excludePaths = excludePaths;
	}

	public boolean isIncludeActuator() {
		return this.includeActuator;
	}

	public void setIncludeActuator(boolean includeActuator) {
		this.includeActuator = includeActuator;
	}

	public List<String> getExcludeUserAgents() {
		return this.excludeUserAgents;
	}

	public void setExcludeUserAgents(List<String> excludeUserAgents) {
		this.excludeUserAgents = excludeUserAgents;
	}

	public IncomingTrust getTrustIncoming() {
		return this.trustIncoming;
	}

	public void setTrustIncoming(IncomingTrust trustIncoming) {
		this.trustIncoming = trustIncoming;
	}

	public boolean isResponseHeader() {
		return this.responseHeader;
	}

	public void setResponseHeader(boolean responseHeader) {
		this.responseHeader = responseHeader;
	}

	public ClientIpRecording getRecordClientIp() {
		return this.recordClientIp;
	}

	public void setRecordClientIp(ClientIpRecording recordClientIp) {
		this.recordClientIp = recordClientIp;
	}

	public boolean isRecordUser() {
		return this.recordUser;
	}

	public void setRecordUser(boolean recordUser) {
		this.recordUser = recordUser;
	}

	public boolean isErrorTraceId() {
		return this.errorTraceId;
	}

	public void setErrorTraceId(boolean errorTraceId) {
		this.errorTraceId = errorTraceId;
	}

}
