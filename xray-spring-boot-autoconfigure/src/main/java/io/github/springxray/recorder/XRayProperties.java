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

package io.github.springxray.recorder;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Properties of tracing as a whole.
 */
@ConfigurationProperties("xray")
public class XRayProperties {

	/**
	 * Whether to trace. If not, there is no filter, proxy, thread or socket of ours. The
	 * environment variable AWS_XRAY_SDK_ENABLED wins over it.
	 */
	private boolean enabled = true;

	/**
	 * Name of the service, and so of its segments. Defaults to spring.application.name.
	 * The environment variable AWS_XRAY_TRACING_NAME wins over it.
	 */
	private @Nullable String name;

	/**
	 * Patterns of host names, with the wildcards * and ?. A request whose Host header
	 * matches one of them is named after its host.
	 */
	private List<String> recognizedHosts = new ArrayList<>();

	/**
	 * What to do where something is to be recorded and no segment is in progress: ignore
	 * it, log a warning once for each place in the code, or fail with an exception. In
	 * development, with devtools or with classes in a directory, the default is log. The
	 * environment variable AWS_XRAY_CONTEXT_MISSING wins over it.
	 */
	private ContextMissing contextMissing = ContextMissing.IGNORE;

	/**
	 * What to do where a Java agent traces the same application, such as those of
	 * OpenTelemetry, Datadog and AWS: warn in the log, step-back, which traces nothing
	 * then whatever xray.enabled says, or ignore it.
	 */
	private BesideAgent agent = BesideAgent.WARN;

	/**
	 * How many subsegments a segment may hold before completed ones are sent ahead of it.
	 */
	private int streamingThreshold = 100;

	/**
	 * How many stack frames of each exception are recorded.
	 */
	private int maxStackFrames = 50;

	/**
	 * Whether to draw ids from a cryptographically strong generator, which is slower.
	 */
	private boolean secureIds;

	/**
	 * Annotations to put on every segment. Dots and dashes in a key become underscores. A
	 * text outside of YAML, such as an environment variable, is a number or a boolean
	 * where it would be written the same again, as 12, 1.5 and true are, and 1.10 and 007
	 * are not.
	 */
	private Map<String, Object> annotations = new LinkedHashMap<>();

	/**
	 * Log groups of Amazon CloudWatch, by name or ARN, in which the X-Ray console looks
	 * for the lines of a trace, beside the one of the environment variable AWS_LOG_GROUP
	 * and those that the platform tells.
	 */
	private List<String> logGroups = new ArrayList<>();

	/**
	 * Whether to put the commit that the application was built from on every segment, as
	 * the annotation git_commit. It comes from git.properties.
	 */
	private boolean gitCommit;

	private final Daemon daemon = new Daemon();

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public @Nullable String getName() {
		return this.name;
	}

	public void setName(@Nullable String name) {
		this.name = name;
	}

	public List<String> getRecognizedHosts() {
		return this.recognizedHosts;
	}

	public void setRecognizedHosts(List<String> recognizedHosts) {
		this.recognizedHosts = recognizedHosts;
	}

	public ContextMissing getContextMissing() {
		return this.contextMissing;
	}

	public void setContextMissing(ContextMissing contextMissing) {
		this.contextMissing = contextMissing;
	}

	public BesideAgent getAgent() {
		return this.agent;
	}

	public void setAgent(BesideAgent agent) {
		this.agent = agent;
	}

	public int getStreamingThreshold() {
		return this.streamingThreshold;
	}

	public void setStreamingThreshold(int streamingThreshold) {
		this.streamingThreshold = streamingThreshold;
	}

	public int getMaxStackFrames() {
		return this.maxStackFrames;
	}

	public void setMaxStackFrames(int maxStackFrames) {
		this.maxStackFrames = maxStackFrames;
	}

	public boolean isSecureIds() {
		return this.secureIds;
	}

	public void setSecureIds(boolean secureIds) {
		this.secureIds = secureIds;
	}

	public Map<String, Object> getAnnotations() {
		return this.annotations;
	}

	public void setAnnotations(Map<String, Object> annotations) {
		this.annotations = annotations;
	}

	public List<String> getLogGroups() {
		return this.logGroups;
	}

	public void setLogGroups(List<String> logGroups) {
		this.logGroups = logGroups;
	}

	public boolean isGitCommit() {
		return this.gitCommit;
	}

	public void setGitCommit(boolean gitCommit) {
		this.gitCommit = gitCommit;
	}

	public Daemon getDaemon() {
		return this.daemon;
	}

	/**
	 * Properties of the X-Ray daemon.
	 */
	public static class Daemon {

		/**
		 * Address of the daemon, host:port or tcp:host:port udp:host:port. The
		 * environment variable AWS_XRAY_DAEMON_ADDRESS wins over it.
		 */
		private String address = "127.0.0.1:2000";

		public String getAddress() {
			return this.address;
		}

		public void setAddress(String address) {
			this.address = address;
		}

	}

}
