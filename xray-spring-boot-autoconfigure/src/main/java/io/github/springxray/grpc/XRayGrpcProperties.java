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

package io.github.springxray.grpc;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Which calls that come in through gRPC are traced.
 */
@ConfigurationProperties("xray.grpc")
public class XRayGrpcProperties {

	/**
	 * Whether to trace the calls that come in through gRPC.
	 */
	private boolean enabled = true;

	/**
	 * Full names of the services whose calls are not traced. The default is those for
	 * checks of health, for reflection and for channels.
	 */
	private List<String> excludeServices = new ArrayList<>(
			List.of("grpc.health.v1.Health", "grpc.reflection.v1.ServerReflection",
					"grpc.reflection.v1alpha.ServerReflection", "grpc.channelz.v1.Channelz"));

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public List<String> getExcludeServices() {
		return this.excludeServices;
	}

	public void setExcludeServices(List<String> excludeServices) {
		this.excludeServices = excludeServices;
	}

	/**
	 * Return the names of what is not traced.
	 * @throws InvalidConfigurationPropertyValueException if one of them is no name
	 */
	Set<String> excluded() {
		for (String service : this.excludeServices) {
			if (service.isBlank() || service.indexOf('/') >= 0 || service.indexOf('*') >= 0) {
				throw new InvalidConfigurationPropertyValueException("xray.grpc.exclude-services", this.excludeServices,
						"Write full names of services, such as grpc.health.v1.Health.");
			}
		}
		return Set.copyOf(this.excludeServices);
	}

}
