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

/**
 * Properties that all HTTP clients have in common.
 */
@ConfigurationProperties("xray.patch.http")
public class XRayHttpClientProperties {

	/**
	 * Patterns of the hosts that are sent trace headers, with the wildcards * and ?.
	 */
	private List<String> propagateTo = new ArrayList<>(List.of("*"));

	/**
	 * Patterns of the hosts whose calls are neither recorded nor sent trace headers, with
	 * the wildcards * and ?.
	 */
	private List<String> excludeHosts = new ArrayList<>();

	/**
	 * Patterns of the URLs whose calls are neither recorded nor sent trace headers, with
	 * the wildcards * and ?: paths such as /status/* on any host, or URLs such as
	 * https://api.example.com/status/*.
	 */
	private List<String> excludeUrls = new ArrayList<>();

	public List<String> getPropagateTo() {
		return this.propagateTo;
	}

	public void setPropagateTo(List<String> propagateTo) {
		this.propagateTo = propagateTo;
	}

	public List<String> getExcludeHosts() {
		return this.excludeHosts;
	}

	public void setExcludeHosts(List<String> excludeHosts) {
		this.excludeHosts = excludeHosts;
	}

	public List<String> getExcludeUrls() {
		return this.excludeUrls;
	}

	public void setExcludeUrls(List<String> excludeUrls) {
		this.excludeUrls = excludeUrls;
	}

	HostPatterns propagateTo() {
		return HostPatterns.of("xray.patch.http.propagate-to", this.propagateTo);
	}

	HostPatterns excludeHosts() {
		return HostPatterns.of("xray.patch.http.exclude-hosts", this.excludeHosts);
	}

	UrlPatterns excludeUrls() {
		return UrlPatterns.of("xray.patch.http.exclude-urls", this.excludeUrls);
	}

}
