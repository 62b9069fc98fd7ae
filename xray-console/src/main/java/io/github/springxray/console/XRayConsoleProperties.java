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

package io.github.springxray.console;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.core.io.Resource;
import org.springframework.util.unit.DataSize;

/**
 * Properties of the console, whether it is embedded in an application or stands alone.
 */
@ConfigurationProperties("xray.console")
public class XRayConsoleProperties {

	/**
	 * Whether to serve the console within this application. Devtools switch it on.
	 */
	private boolean enabled;

	/**
	 * Path of the console within this application.
	 */
	private String path = "/xray";

	/**
	 * How much memory traces may take before the oldest ones go.
	 */
	private DataSize maxSize = DataSize.ofMegabytes(64);

	/**
	 * How long a trace is kept after its first part came.
	 */
	private Duration maxAge = Duration.ofHours(24);

	/**
	 * Whether the console within this application keeps what is logged during a trace,
	 * with Logback and with ids in the MDC.
	 */
	private boolean captureLogs = true;

	/**
	 * Whether to answer other machines than this one.
	 */
	private boolean remoteAccess;

	/**
	 * Names in the Host header to answer under, besides localhost and loopback addresses.
	 * An asterisk means any name.
	 */
	private List<String> allowedHosts = new ArrayList<>();

	/**
	 * JSON file with the sampling rules to hand out, in the form of X-Ray's API. Without
	 * it everything is sampled.
	 */
	private @Nullable Resource samplingRulesLocation;

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public String getPath() {
		return this.path;
	}

	public void setPath(String path) {
		this.path = path;
	}

	public DataSize getMaxSize() {
		return this.maxSize;
	}

	public void setMaxSize(DataSize maxSize) {
		this.maxSize = maxSize;
	}

	public Duration getMaxAge() {
		return this.maxAge;
	}

	public void setMaxAge(Duration maxAge) {
		this.maxAge = maxAge;
	}

	public boolean isCaptureLogs() {
		return this.captureLogs;
	}

	public void setCaptureLogs(boolean captureLogs) {
		this.captureLogs = captureLogs;
	}

	public boolean isRemoteAccess() {
		return this.remoteAccess;
	}

	public void setRemoteAccess(boolean remoteAccess) {
		this.remoteAccess = remoteAccess;
	}

	public List<String> getAllowedHosts() {
		return this.allowedHosts;
	}

	public void setAllowedHosts(List<String> allowedHosts) {
		this.allowedHosts = allowedHosts;
	}

	public @Nullable Resource getSamplingRulesLocation() {
		return this.samplingRulesLocation;
	}

	public void setSamplingRulesLocation(@Nullable Resource samplingRulesLocation) {
		this.samplingRulesLocation = samplingRulesLocation;
	}

}
