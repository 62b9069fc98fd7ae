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

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Looks for the platforms that an application may run on.
 */
final class Detection {

	/**
	 * The one before the others says what kind of resource the application is, as with
	 * the SDK: an environment of Elastic Beanstalk has containers, and those run on
	 * instances.
	 */
	private static final Map<PlatformPlugin, Platform> PLATFORMS = new EnumMap<>(Map.of(PlatformPlugin.LAMBDA,
			new LambdaPlatform(), PlatformPlugin.ELASTIC_BEANSTALK, new ElasticBeanstalkPlatform(), PlatformPlugin.EKS,
			new EksPlatform(), PlatformPlugin.ECS, new EcsPlatform(), PlatformPlugin.EC2, new Ec2Platform()));

	private static final List<PlatformPlugin> PRECEDENCE = List.of(PlatformPlugin.LAMBDA,
			PlatformPlugin.ELASTIC_BEANSTALK, PlatformPlugin.EKS, PlatformPlugin.ECS, PlatformPlugin.EC2);

	private final Set<PlatformPlugin> plugins;

	private final boolean test;

	/**
	 * Create an instance.
	 * @param plugins what to look for
	 * @param test whether a test runs, which is to see the same everywhere
	 */
	Detection(Set<PlatformPlugin> plugins, boolean test) {
		if (plugins.contains(PlatformPlugin.NONE) && plugins.size() > 1) {
			throw new InvalidConfigurationPropertyValueException("xray.plugins", plugins,
					"Write none alone, or leave it out of the list.");
		}
		this.plugins = plugins;
		this.test = test;
	}

	/**
	 * Look.
	 * @param machine what the machine tells
	 * @return where the application runs, the most specific first
	 */
	List<Sighting> look(Machine machine) {
		List<Sighting> sightings = new ArrayList<>();
		for (PlatformPlugin plugin : PRECEDENCE) {
			boolean named = this.plugins.contains(plugin);
			Platform platform = PLATFORMS.get(plugin);
			if (platform != null && (named || isDetecting())) {
				Sighting sighting = platform.look(machine, named);
				if (sighting != null) {
					sightings.add(sighting);
				}
				if (sighting != null && plugin == PlatformPlugin.LAMBDA) {
					return sightings;
				}
			}
		}
		return sightings;
	}

	private boolean isDetecting() {
		return this.plugins.contains(PlatformPlugin.DETECT) && !this.test;
	}

}
