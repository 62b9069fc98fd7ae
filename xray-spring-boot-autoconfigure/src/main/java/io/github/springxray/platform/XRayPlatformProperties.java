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

import java.util.EnumSet;
import java.util.Set;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Properties of what segments say about where the application runs.
 */
@ConfigurationProperties("xray")
public class XRayPlatformProperties {

	/**
	 * Where the application may run: the segments say so of what is found (detect looks
	 * for all), with the ids that the platform's metadata service tells in the
	 * background. An empty list or none looks for nothing. The API of an EKS cluster,
	 * which is sent the token of the service account, is asked only if eks is named.
	 */
	private Set<PlatformPlugin> plugins = EnumSet.of(PlatformPlugin.DETECT);

	public Set<PlatformPlugin> getPlugins() {
		return this.plugins;
	}

	public void setPlugins(Set<PlatformPlugin> plugins) {
		this.plugins = plugins;
	}

}
