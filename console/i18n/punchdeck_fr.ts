<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en">
<context>
    <name>AccessActions</name>
    <message>
        <source>The key is made</source>
        <translation>La clé est créée</translation>
    </message>
    <message>
        <source>The key has a new secret</source>
        <translation>La clé a un nouveau secret</translation>
    </message>
    <message>
        <source>It is noted whose key that is</source>
        <translation>Le titulaire de la clé est noté</translation>
    </message>
    <message>
        <source>{0}, last used {1}</source>
        <translation>{0}, dernière utilisation {1}</translation>
    </message>
    <message>
        <source>This console works with one of them, and will be shut out.</source>
        <translation>Cette console utilise l’une d’elles et perdra l’accès.</translation>
    </message>
    <message numerus="yes">
        <source>Revoke %n keys?</source>
        <translation>
            <numerusform>Révoquer&#xa0;%Ln clé ?</numerusform>
            <numerusform>Révoquer&#xa0;%Ln clés&#xa0;?</numerusform>
        </translation>
    </message>
    <message>
        <source>Revoke {0}?</source>
        <translation>Révoquer {0}&#xa0;?</translation>
    </message>
    <message>
        <source>Whatever uses them is refused within two seconds. It cannot be taken back.</source>
        <translation>Tout ce qui les utilise est refusé en moins de deux secondes. Cela ne peut pas être repris.</translation>
    </message>
    <message>
        <source>Revoke</source>
        <translation>Révoquer</translation>
    </message>
    <message numerus="yes">
        <source>%n keys are revoked</source>
        <translation>
            <numerusform>%Ln clé est révoquée</numerusform>
            <numerusform>%Ln clés sont révoquées</numerusform>
        </translation>
    </message>
    <message>
        <source>The person is added</source>
        <translation>La personne est ajoutée</translation>
    </message>
    <message>
        <source>The person is changed</source>
        <translation>La personne est modifiée</translation>
    </message>
    <message>
        <source>Delete {0}?</source>
        <translation>Supprimer {0}&#xa0;?</translation>
    </message>
    <message>
        <source>They are told of nothing any more.</source>
        <translation>Elle n’est plus avertie de rien.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Supprimer</translation>
    </message>
    <message>
        <source>The person is deleted</source>
        <translation>La personne est supprimée</translation>
    </message>
    <message numerus="yes">
        <source>%n keys of theirs go on as nobody&apos;s.</source>
        <translation>
            <numerusform>%Ln de ses clés continue sans titulaire.</numerusform>
            <numerusform>%Ln de ses clés continuent sans titulaire.</numerusform>
        </translation>
    </message>
    <message>
        <source>The key {0}</source>
        <translation>La clé {0}</translation>
    </message>
    <message>
        <source>It is shown this once. Put it where it is used, and nowhere else.</source>
        <translation>Elle n’est montrée que cette fois. Mettez-la là où elle sert, et nulle part ailleurs.</translation>
    </message>
</context>
<context>
    <name>AccessWords</name>
    <message>
        <source>Viewer</source>
        <translation>Observateur</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>Opérateur</translation>
    </message>
    <message>
        <source>Integrator</source>
        <translation>Intégrateur</translation>
    </message>
    <message>
        <source>Administrator</source>
        <translation>Administrateur</translation>
    </message>
    <message>
        <source>Sees the fleet, punches, employees and alerts; changes nothing.</source>
        <translation>Voit le parc, les pointages, les employés et les alertes&#xa0;; ne change rien.</translation>
    </message>
    <message>
        <source>Runs the fleet: terminals, sites, employees, commands, alerts.</source>
        <translation>Gère le parc&#xa0;: terminaux, sites, employés, commandes, alertes.</translation>
    </message>
    <message>
        <source>For other systems: reads everything, writes employees, runs webhooks.</source>
        <translation>Pour d’autres systèmes&#xa0;: lit tout, écrit les employés, gère les webhooks.</translation>
    </message>
    <message>
        <source>May do everything, also make keys and read the audit log.</source>
        <translation>Peut tout faire, y compris créer des clés et lire le journal d’audit.</translation>
    </message>
    <message>
        <source>Ends soon</source>
        <translation>Expire bientôt</translation>
    </message>
    <message>
        <source>Works</source>
        <translation>Valable</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>Expirée</translation>
    </message>
    <message>
        <source>Revoked</source>
        <translation>Révoquée</translation>
    </message>
    <message>
        <source>in {0}</source>
        <translation>dans {0}</translation>
    </message>
    <message numerus="yes">
        <source>%n scopes</source>
        <translation>
            <numerusform>%Ln autorisation</numerusform>
            <numerusform>%Ln autorisations</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n networks</source>
        <translation>
            <numerusform>%Ln réseau</numerusform>
            <numerusform>%Ln réseaux</numerusform>
        </translation>
    </message>
    <message>
        <source>See terminals.</source>
        <translation>Voir les terminaux.</translation>
    </message>
    <message>
        <source>Let terminals in, change them, let them go.</source>
        <translation>Admettre des terminaux, les modifier, les laisser partir.</translation>
    </message>
    <message>
        <source>Take terminals away.</source>
        <translation>Retirer des terminaux.</translation>
    </message>
    <message>
        <source>See sites.</source>
        <translation>Voir les sites.</translation>
    </message>
    <message>
        <source>Make and change sites.</source>
        <translation>Créer et modifier des sites.</translation>
    </message>
    <message>
        <source>See punches.</source>
        <translation>Voir les pointages.</translation>
    </message>
    <message>
        <source>Correct punches, read dead lines again.</source>
        <translation>Corriger les pointages, relire les lignes rejetées.</translation>
    </message>
    <message>
        <source>See employees.</source>
        <translation>Voir les employés.</translation>
    </message>
    <message>
        <source>Change employees, and who is on which terminal.</source>
        <translation>Modifier les employés, et qui est sur quel terminal.</translation>
    </message>
    <message>
        <source>See commands.</source>
        <translation>Voir les commandes.</translation>
    </message>
    <message>
        <source>Send commands to terminals.</source>
        <translation>Envoyer des commandes aux terminaux.</translation>
    </message>
    <message>
        <source>Send any text to terminals as a command.</source>
        <translation>Envoyer n’importe quel texte aux terminaux comme commande.</translation>
    </message>
    <message>
        <source>See alerts.</source>
        <translation>Voir les alertes.</translation>
    </message>
    <message>
        <source>Take alerts on, silence them.</source>
        <translation>Prendre des alertes en charge, les mettre en silence.</translation>
    </message>
    <message>
        <source>Say who is told of alerts, and when.</source>
        <translation>Dire qui est averti des alertes, et quand.</translation>
    </message>
    <message>
        <source>See jobs.</source>
        <translation>Voir les tâches.</translation>
    </message>
    <message>
        <source>Start and stop jobs.</source>
        <translation>Démarrer et arrêter des tâches.</translation>
    </message>
    <message>
        <source>Hear everything as it happens.</source>
        <translation>Entendre tout au moment où cela arrive.</translation>
    </message>
    <message>
        <source>Read what was told.</source>
        <translation>Lire ce qui a été signalé.</translation>
    </message>
    <message>
        <source>See webhooks and deliveries.</source>
        <translation>Voir les webhooks et les livraisons.</translation>
    </message>
    <message>
        <source>Make and change webhooks.</source>
        <translation>Créer et modifier des webhooks.</translation>
    </message>
    <message>
        <source>Bring firmware to terminals.</source>
        <translation>Apporter des micrologiciels aux terminaux.</translation>
    </message>
    <message>
        <source>See keys.</source>
        <translation>Voir les clés.</translation>
    </message>
    <message>
        <source>Make and revoke keys.</source>
        <translation>Créer et révoquer des clés.</translation>
    </message>
    <message>
        <source>Read the audit log.</source>
        <translation>Lire le journal d’audit.</translation>
    </message>
    <message>
        <source>Read fingerprints and faces.</source>
        <translation>Lire les empreintes et les visages.</translation>
    </message>
    <message>
        <source>Write fingerprints and faces.</source>
        <translation>Écrire les empreintes et les visages.</translation>
    </message>
    <message>
        <source>Took an alert on</source>
        <translation>A pris une alerte en charge</translation>
    </message>
    <message>
        <source>Assigned an alert</source>
        <translation>A attribué une alerte</translation>
    </message>
    <message>
        <source>Commented on an alert</source>
        <translation>A commenté une alerte</translation>
    </message>
    <message>
        <source>Called an alert over</source>
        <translation>A déclaré une alerte terminée</translation>
    </message>
    <message>
        <source>Snoozed an alert</source>
        <translation>A reporté une alerte</translation>
    </message>
    <message>
        <source>Changed a channel</source>
        <translation>A modifié un canal</translation>
    </message>
    <message>
        <source>Made a channel</source>
        <translation>A créé un canal</translation>
    </message>
    <message>
        <source>Deleted a channel</source>
        <translation>A supprimé un canal</translation>
    </message>
    <message>
        <source>Sent a command to many</source>
        <translation>A envoyé une commande à plusieurs terminaux</translation>
    </message>
    <message>
        <source>Cancelled a command</source>
        <translation>A annulé une commande</translation>
    </message>
    <message>
        <source>Sent a command</source>
        <translation>A envoyé une commande</translation>
    </message>
    <message>
        <source>Let go of a dead line</source>
        <translation>A abandonné une ligne rejetée</translation>
    </message>
    <message>
        <source>Read a dead line again</source>
        <translation>A relu une ligne rejetée</translation>
    </message>
    <message>
        <source>Let go of dead lines</source>
        <translation>A abandonné des lignes rejetées</translation>
    </message>
    <message>
        <source>Read dead lines again</source>
        <translation>A relu des lignes rejetées</translation>
    </message>
    <message>
        <source>Let a terminal in</source>
        <translation>A admis un terminal</translation>
    </message>
    <message>
        <source>Changed a terminal</source>
        <translation>A modifié un terminal</translation>
    </message>
    <message>
        <source>Registered a terminal</source>
        <translation>A enregistré un terminal</translation>
    </message>
    <message>
        <source>Took a terminal away</source>
        <translation>A retiré un terminal</translation>
    </message>
    <message>
        <source>Turned a terminal away</source>
        <translation>A refusé un terminal</translation>
    </message>
    <message>
        <source>Replaced a terminal</source>
        <translation>A remplacé un terminal</translation>
    </message>
    <message>
        <source>Resumed a terminal</source>
        <translation>A réactivé un terminal</translation>
    </message>
    <message>
        <source>Suspended a terminal</source>
        <translation>A suspendu un terminal</translation>
    </message>
    <message>
        <source>Changed an employee</source>
        <translation>A modifié un employé</translation>
    </message>
    <message>
        <source>Added an employee</source>
        <translation>A ajouté un employé</translation>
    </message>
    <message>
        <source>Deleted an employee</source>
        <translation>A supprimé un employé</translation>
    </message>
    <message>
        <source>Asked for an enrolment</source>
        <translation>A demandé un enregistrement</translation>
    </message>
    <message>
        <source>Deleted biometrics</source>
        <translation>A supprimé des données biométriques</translation>
    </message>
    <message>
        <source>Sent employees to terminals</source>
        <translation>A envoyé des employés aux terminaux</translation>
    </message>
    <message>
        <source>Deleted a firmware</source>
        <translation>A supprimé un micrologiciel</translation>
    </message>
    <message>
        <source>Uploaded a firmware</source>
        <translation>A téléversé un micrologiciel</translation>
    </message>
    <message>
        <source>Cancelled a job</source>
        <translation>A annulé une tâche</translation>
    </message>
    <message>
        <source>Tried a job again</source>
        <translation>A relancé une tâche</translation>
    </message>
    <message>
        <source>Changed whose a key is</source>
        <translation>A changé le titulaire d’une clé</translation>
    </message>
    <message>
        <source>Made a key</source>
        <translation>A créé une clé</translation>
    </message>
    <message>
        <source>Revoked a key</source>
        <translation>A révoqué une clé</translation>
    </message>
    <message>
        <source>Rotated a key</source>
        <translation>A renouvelé une clé</translation>
    </message>
    <message>
        <source>Changed a maintenance</source>
        <translation>A modifié une maintenance</translation>
    </message>
    <message>
        <source>Planned a maintenance</source>
        <translation>A planifié une maintenance</translation>
    </message>
    <message>
        <source>Deleted a maintenance</source>
        <translation>A supprimé une maintenance</translation>
    </message>
    <message>
        <source>Ended a maintenance</source>
        <translation>A terminé une maintenance</translation>
    </message>
    <message>
        <source>Showed a message at terminals</source>
        <translation>A affiché un message sur des terminaux</translation>
    </message>
    <message>
        <source>Took a message back</source>
        <translation>A retiré un message</translation>
    </message>
    <message>
        <source>Changed a person</source>
        <translation>A modifié une personne</translation>
    </message>
    <message>
        <source>Added a person</source>
        <translation>A ajouté une personne</translation>
    </message>
    <message>
        <source>Deleted a person</source>
        <translation>A supprimé une personne</translation>
    </message>
    <message>
        <source>Changed a policy</source>
        <translation>A modifié une règle d’escalade</translation>
    </message>
    <message>
        <source>Made a policy</source>
        <translation>A créé une règle d’escalade</translation>
    </message>
    <message>
        <source>Deleted a policy</source>
        <translation>A supprimé une règle d’escalade</translation>
    </message>
    <message>
        <source>Changed a rule</source>
        <translation>A modifié une règle</translation>
    </message>
    <message>
        <source>Made a rule</source>
        <translation>A créé une règle</translation>
    </message>
    <message>
        <source>Deleted a rule</source>
        <translation>A supprimé une règle</translation>
    </message>
    <message>
        <source>Changed a silence</source>
        <translation>A modifié un silence</translation>
    </message>
    <message>
        <source>Silenced alerts</source>
        <translation>A mis des alertes en silence</translation>
    </message>
    <message>
        <source>Ended a silence</source>
        <translation>A mis fin à un silence</translation>
    </message>
    <message>
        <source>Changed a site</source>
        <translation>A modifié un site</translation>
    </message>
    <message>
        <source>Made a site</source>
        <translation>A créé un site</translation>
    </message>
    <message>
        <source>Deleted a site</source>
        <translation>A supprimé un site</translation>
    </message>
    <message>
        <source>Changed the tenant&apos;s settings</source>
        <translation>A modifié les réglages du locataire</translation>
    </message>
    <message>
        <source>Made a tenant</source>
        <translation>A créé un locataire</translation>
    </message>
    <message>
        <source>Gave terminals a new address</source>
        <translation>A donné une nouvelle adresse aux terminaux</translation>
    </message>
    <message>
        <source>Changed a webhook</source>
        <translation>A modifié un webhook</translation>
    </message>
    <message>
        <source>Made a webhook</source>
        <translation>A créé un webhook</translation>
    </message>
    <message>
        <source>Deleted a webhook</source>
        <translation>A supprimé un webhook</translation>
    </message>
    <message>
        <source>Paused a webhook</source>
        <translation>A mis un webhook en pause</translation>
    </message>
    <message>
        <source>Resumed a webhook</source>
        <translation>A repris un webhook</translation>
    </message>
    <message>
        <source>Replayed a webhook</source>
        <translation>A rejoué un webhook</translation>
    </message>
    <message>
        <source>Sent a delivery again</source>
        <translation>A renvoyé une livraison</translation>
    </message>
    <message>
        <source>Saw the secrets of a webhook</source>
        <translation>A vu les secrets d’un webhook</translation>
    </message>
    <message>
        <source>Gave a webhook a new secret</source>
        <translation>A donné un nouveau secret à un webhook</translation>
    </message>
    <message>
        <source>Changed a work code</source>
        <translation>A modifié un code de travail</translation>
    </message>
    <message>
        <source>Made a work code</source>
        <translation>A créé un code de travail</translation>
    </message>
    <message>
        <source>Deleted a work code</source>
        <translation>A supprimé un code de travail</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}&#xa0;: {1}</translation>
    </message>
    <message>
        <source>{0}, {1}</source>
        <translation>{0}, {1}</translation>
    </message>
    <message>
        <source>, </source>
        <translation>, </translation>
    </message>
</context>
<context>
    <name>Acting</name>
    <message>
        <source>That was not done</source>
        <translation>Cela n’a pas été fait</translation>
    </message>
    <message>
        <source>Do it</source>
        <translation>Le faire</translation>
    </message>
    <message>
        <source>The edge cannot be reached</source>
        <translation>Le serveur est injoignable</translation>
    </message>
    <message>
        <source>Punchdeck can do it once the edge is back, within 24 hours, also after a restart.</source>
        <translation>Punchdeck peut le faire dès le retour du serveur, dans les 24 heures, même après un redémarrage.</translation>
    </message>
    <message>
        <source>Do it when the edge is back</source>
        <translation>Le faire au retour du serveur</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>Ne pas le faire</translation>
    </message>
    <message>
        <source>It cannot wait: the disk refuses</source>
        <translation>Mise en attente impossible&#xa0;: le disque refuse</translation>
    </message>
    <message>
        <source>It waits for the edge</source>
        <translation>En attente du serveur</translation>
    </message>
</context>
<context>
    <name>AddTerminalDialog</name>
    <message>
        <source>Add a terminal</source>
        <translation>Ajouter un terminal</translation>
    </message>
    <message>
        <source>Which one</source>
        <translation>Lequel</translation>
    </message>
    <message>
        <source>On its menu</source>
        <translation>Dans son menu</translation>
    </message>
    <message>
        <source>It calls</source>
        <translation>Il appelle</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>Numéro de série</translation>
    </message>
    <message>
        <source>On a label at its back, and in its menu under System Info. Leave it empty to take the next one that calls.</source>
        <translation>Sur une étiquette au dos, et dans son menu sous System Info. Laissez vide pour prendre le prochain qui appelle.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>What people call it: Main gate, Canteen…</source>
        <translation>Comme on l’appelle&#xa0;: Entrée principale, Cantine…</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>Site</translation>
    </message>
    <message>
        <source>No site yet</source>
        <translation>Pas encore de site</translation>
    </message>
    <message>
        <source>On the terminal, press and hold its menu key and sign in as administrator. Open Communication (COMM.), then Cloud Server Setting; on older ones it is called ADMS or Webserver Setting. Enter:</source>
        <translation>Sur le terminal, maintenez la touche de menu et identifiez-vous comme administrateur. Ouvrez Communication (COMM.), puis Cloud Server Setting&#xa0;; sur les plus anciens, cela s’appelle ADMS ou Webserver Setting. Saisissez&#xa0;:</translation>
    </message>
    <message>
        <source>Leave the menu with Esc until the clock is shown; some restart now. Where a name is not taken, enter the address in figures and switch “Enable Domain Name” off.</source>
        <translation>Quittez le menu avec Échap jusqu’à voir l’horloge&#xa0;; certains redémarrent alors. Si un nom n’est pas accepté, saisissez l’adresse en chiffres et désactivez «&#xa0;Enable Domain Name&#xa0;».</translation>
    </message>
    <message>
        <source>Punches that it kept</source>
        <translation>Pointages qu’il a gardés</translation>
    </message>
    <message>
        <source>Take all of them</source>
        <translation>Tous les prendre</translation>
    </message>
    <message>
        <source>Only those from now on</source>
        <translation>Seulement ceux à partir de maintenant</translation>
    </message>
    <message>
        <source>Show it when this is closed</source>
        <translation>L’afficher après la fermeture</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Suivant</translation>
    </message>
    <message>
        <source>It is entered</source>
        <translation>C’est saisi</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Terminer</translation>
    </message>
    <message>
        <source>It could not be registered</source>
        <translation>Il n’a pas pu être enregistré</translation>
    </message>
    <message>
        <source>It could not be let in</source>
        <translation>Il n’a pas pu être admis</translation>
    </message>
    <message>
        <source>Whether it has called cannot be seen now</source>
        <translation>Impossible de voir pour l’instant s’il a appelé</translation>
    </message>
    <message>
        <source>Let it in</source>
        <translation>L’admettre</translation>
    </message>
    <message>
        <source>{0} is here</source>
        <translation>{0} est là</translation>
    </message>
    <message>
        <source>It called, and is served. Punch once: it is on the live page within a second.</source>
        <translation>Il a appelé et il est servi. Pointez une fois&#xa0;: c’est sur la page en direct en moins d’une seconde.</translation>
    </message>
    <message>
        <source>{0} calls, and waits to be let in</source>
        <translation>{0} appelle et attend d’être admis</translation>
    </message>
    <message>
        <source>Let it in if that is the number on its label.</source>
        <translation>Admettez-le si c’est le numéro de son étiquette.</translation>
    </message>
    <message>
        <source>Waiting for {0} to call</source>
        <translation>En attente de l’appel de {0}</translation>
    </message>
    <message>
        <source>It calls within a minute of being set up. If it does not, look at its network (an address, a gateway), at the server address that was entered, and at the firewall before the edge.</source>
        <translation>Il appelle moins d’une minute après sa configuration. Sinon, regardez son réseau (une adresse, une passerelle), l’adresse du serveur saisie et le pare-feu devant le serveur.</translation>
    </message>
    <message>
        <source>Waiting for a terminal to call</source>
        <translation>En attente de l’appel d’un terminal</translation>
    </message>
    <message>
        <source>It calls within a minute of being set up, and is shown here with its serial number.</source>
        <translation>Il appelle moins d’une minute après sa configuration, et s’affiche ici avec son numéro de série.</translation>
    </message>
</context>
<context>
    <name>AddressPage</name>
    <message>
        <source>As whoever runs the edge gave it to you: a name or figures, with a port if it has one.</source>
        <translation>Telle que le responsable du serveur vous l’a donnée&#xa0;: un nom ou des chiffres, avec un port s’il y en a un.</translation>
    </message>
    <message>
        <source>An edge answers at {0}</source>
        <translation>Un serveur répond à {0}</translation>
    </message>
    <message>
        <source>It shows the certificate that you trust.</source>
        <translation>Il présente le certificat auquel vous faites confiance.</translation>
    </message>
    <message>
        <source>An authority that this computer knows vouches for it.</source>
        <translation>Une autorité connue de cet ordinateur s’en porte garante.</translation>
    </message>
    <message>
        <source>It runs on this computer.</source>
        <translation>Il fonctionne sur cet ordinateur.</translation>
    </message>
    <message>
        <source>It has no certificate: whoever is on the way can read along, also the key. Ask for an address with https:// unless the network is your own.</source>
        <translation>Il n’a pas de certificat&#xa0;: quiconque se trouve sur le trajet peut tout lire, y compris la clé. Demandez une adresse en https://, sauf si le réseau est le vôtre.</translation>
    </message>
</context>
<context>
    <name>AlertActions</name>
    <message>
        <source>Nobody is told of it again until then. It stays in the list until it is over.</source>
        <translation>Plus personne n’en est averti jusque-là. Elle reste dans la liste jusqu’à sa fin.</translation>
    </message>
    <message>
        <source>Take on {0}</source>
        <translation>Prendre en charge {0}</translation>
    </message>
    <message>
        <source>Take on</source>
        <translation>Prendre en charge</translation>
    </message>
    <message>
        <source>Taken on</source>
        <translation>Prise en charge</translation>
    </message>
    <message>
        <source>Nobody is told of it until then; afterwards it is as new.</source>
        <translation>Personne n’en est averti jusque-là&#xa0;; ensuite, elle est comme nouvelle.</translation>
    </message>
    <message>
        <source>Snooze {0}</source>
        <translation>Reporter {0}</translation>
    </message>
    <message>
        <source>Snooze</source>
        <translation>Reporter</translation>
    </message>
    <message>
        <source>Snoozed</source>
        <translation>Reportée</translation>
    </message>
    <message>
        <source>Assigned</source>
        <translation>Attribuée</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Commentaire</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Ajouter</translation>
    </message>
    <message>
        <source>Write something.</source>
        <translation>Écrivez quelque chose.</translation>
    </message>
    <message>
        <source>Comment added</source>
        <translation>Commentaire ajouté</translation>
    </message>
    <message>
        <source>It opens again if the edge still finds it so.</source>
        <translation>Elle se rouvre si le serveur constate toujours le problème.</translation>
    </message>
    <message>
        <source>{0}: over</source>
        <translation>{0}&#xa0;: terminée</translation>
    </message>
    <message>
        <source>It is over</source>
        <translation>C’est terminé</translation>
    </message>
    <message>
        <source>Say why it is over.</source>
        <translation>Dites pourquoi c’est terminé.</translation>
    </message>
    <message>
        <source>Noted as over</source>
        <translation>Notée comme terminée</translation>
    </message>
    <message>
        <source>Nobody is told of what fits until then, also of what recovers and fails again.</source>
        <translation>Personne n’est averti de ce qui y correspond jusque-là, pas même de ce qui se rétablit puis retombe en panne.</translation>
    </message>
    <message>
        <source>Silenced</source>
        <translation>En silence</translation>
    </message>
    <message>
        <source>This alert</source>
        <translation>Cette alerte</translation>
    </message>
    <message numerus="yes">
        <source>These %n alerts</source>
        <translation>
            <numerusform>Cette alerte</numerusform>
            <numerusform>Ces&#xa0;%Ln alertes</numerusform>
        </translation>
    </message>
    <message>
        <source>Every alert about {0}</source>
        <translation>Toutes les alertes sur {0}</translation>
    </message>
    <message>
        <source>This terminal</source>
        <translation>Ce terminal</translation>
    </message>
    <message>
        <source>Every alert at {0}</source>
        <translation>Toutes les alertes à {0}</translation>
    </message>
    <message>
        <source>This site</source>
        <translation>Ce site</translation>
    </message>
    <message>
        <source>{0}, wherever it happens</source>
        <translation>{0}, où que cela se produise</translation>
    </message>
    <message>
        <source>This kind</source>
        <translation>Ce type</translation>
    </message>
</context>
<context>
    <name>AlertBar</name>
    <message>
        <source>Take on…</source>
        <translation>M’en charger…</translation>
    </message>
    <message>
        <source>Snooze…</source>
        <translation>Reporter…</translation>
    </message>
    <message>
        <source>Assign…</source>
        <translation>Attribuer…</translation>
    </message>
    <message>
        <source>Silence…</source>
        <translation>Silence…</translation>
    </message>
    <message>
        <source>Select only one again</source>
        <translation>N’en sélectionner à nouveau qu’une</translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>%Ln sélectionnée</numerusform>
            <numerusform>%Ln sélectionnées</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AlertHerald</name>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}&#xa0;: {1}</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>et&#xa0;%Ln autre</numerusform>
            <numerusform>et&#xa0;%Ln autres</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new alerts</source>
        <translation>
            <numerusform>%Ln nouvelle alerte</numerusform>
            <numerusform>%Ln nouvelles alertes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AlertLine</name>
    <message>
        <source> · </source>
        <translation> · </translation>
    </message>
</context>
<context>
    <name>AlertReasons</name>
    <message>
        <source>It has been silent for longer than it may be.</source>
        <translation>Il se tait depuis plus longtemps que permis.</translation>
    </message>
    <message>
        <source>It is lost for a short while, again and again.</source>
        <translation>Il se perd pour un court moment, encore et encore.</translation>
    </message>
    <message>
        <source>Its terminals went silent together: power, router or line rather than the terminals.</source>
        <translation>Ses terminaux se sont tus ensemble : courant, routeur ou ligne plutôt que les terminaux.</translation>
    </message>
    <message>
        <source>Several sites went at once: look at what they share.</source>
        <translation>Plusieurs sites sont tombés en même temps : regardez ce qu’ils ont en commun.</translation>
    </message>
    <message>
        <source>Its clock is further off than it may be.</source>
        <translation>Son horloge s’écarte plus que permis.</translation>
    </message>
    <message>
        <source>Its memory is nearly full.</source>
        <translation>Sa mémoire est presque pleine.</translation>
    </message>
    <message>
        <source>It answers, but does not send its punches.</source>
        <translation>Il répond, mais n’envoie pas ses pointages.</translation>
    </message>
    <message>
        <source>Nobody punches there at an hour when people usually do.</source>
        <translation>Personne n’y pointe à une heure où l’on pointe d’habitude.</translation>
    </message>
    <message>
        <source>Two terminals call under the same serial number.</source>
        <translation>Deux terminaux appellent sous le même numéro de série.</translation>
    </message>
    <message>
        <source>It sends many lines that cannot be read.</source>
        <translation>Il envoie beaucoup de lignes illisibles.</translation>
    </message>
    <message>
        <source>What is sent there does not arrive.</source>
        <translation>Ce qui y est envoyé n’arrive pas.</translation>
    </message>
    <message>
        <source>It did not carry out what it was told.</source>
        <translation>Il n’a pas exécuté ce qui lui a été demandé.</translation>
    </message>
    <message>
        <source>Its certificate ends soon.</source>
        <translation>Son certificat expire bientôt.</translation>
    </message>
    <message>
        <source>The edge could not be reached.</source>
        <translation>Le serveur edge n’a pas pu être joint.</translation>
    </message>
    <message>
        <source>The edge is short of room or time.</source>
        <translation>Le serveur edge manque de place ou de temps.</translation>
    </message>
    <message>
        <source>What is sent by this channel does not arrive.</source>
        <translation>Ce qui est envoyé par ce canal n’arrive pas.</translation>
    </message>
    <message>
        <source>Another alert explains it.</source>
        <translation>Une autre alerte l’explique.</translation>
    </message>
</context>
<context>
    <name>AlertSheet</name>
    <message>
        <source>Last hour</source>
        <translation>Dernière heure</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>Que faire&#xa0;?</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Ce qui s’est passé</translation>
    </message>
    <message>
        <source>Take on…</source>
        <translation>M’en charger…</translation>
    </message>
    <message>
        <source>Snooze…</source>
        <translation>Reporter…</translation>
    </message>
    <message>
        <source>Assign…</source>
        <translation>Attribuer…</translation>
    </message>
    <message>
        <source>Silence…</source>
        <translation>Silence…</translation>
    </message>
    <message>
        <source>Comment…</source>
        <translation>Commenter…</translation>
    </message>
    <message>
        <source>It is over…</source>
        <translation>Terminée…</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Depuis</translation>
    </message>
    <message>
        <source>Over</source>
        <translation>Terminée</translation>
    </message>
    <message>
        <source>Taken on</source>
        <translation>Prise en charge</translation>
    </message>
    <message>
        <source>Assigned to</source>
        <translation>Attribuée à</translation>
    </message>
    <message>
        <source>Hushed</source>
        <translation>Mise en silence</translation>
    </message>
    <message>
        <source>Punches due</source>
        <translation>Pointages attendus</translation>
    </message>
    <message>
        <source>in the two hours after it opened</source>
        <translation>dans les deux heures suivant son ouverture</translation>
    </message>
    <message>
        <source>Opened</source>
        <translation>Ouverte</translation>
    </message>
    <message>
        <source>{0} times</source>
        <translation>{0} fois</translation>
    </message>
    <message>
        <source>Part of</source>
        <translation>Fait partie de</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Lien</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Lieu</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>et&#xa0;%Ln autre</numerusform>
            <numerusform>et&#xa0;%Ln autres</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AlertShortlist</name>
    <message numerus="yes">
        <source>Show all %n</source>
        <translation>
            <numerusform>Afficher l’élément</numerusform>
            <numerusform>Afficher les&#xa0;%Ln</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AlertTable</name>
    <message>
        <source>Alerts</source>
        <translation>Alertes</translation>
    </message>
</context>
<context>
    <name>AlertWords</name>
    <message>
        <source>Severity</source>
        <translation>Gravité</translation>
    </message>
    <message>
        <source>Alert</source>
        <translation>Alerte</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>Site</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Depuis</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>État</translation>
    </message>
    <message>
        <source>Punches due</source>
        <translation>Attendus</translation>
    </message>
    <message>
        <source>With</source>
        <translation>Responsable</translation>
    </message>
    <message>
        <source>Critical</source>
        <translation>Critique</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Avertissement</translation>
    </message>
    <message>
        <source>Info</source>
        <translation>Info</translation>
    </message>
    <message numerus="yes">
        <source>%n critical</source>
        <translation>
            <numerusform>%Ln critique</numerusform>
            <numerusform>%Ln critiques</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warnings</source>
        <translation>
            <numerusform>%Ln avertissement</numerusform>
            <numerusform>%Ln avertissements</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n for information</source>
        <translation>
            <numerusform>%Ln pour information</numerusform>
            <numerusform>%Ln pour information</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n alerts</source>
        <translation>
            <numerusform>%Ln alerte</numerusform>
            <numerusform>%Ln alertes</numerusform>
        </translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Ouverte</translation>
    </message>
    <message>
        <source>Comes and goes</source>
        <translation>Va et vient</translation>
    </message>
    <message>
        <source>Seems over</source>
        <translation>Semble terminée</translation>
    </message>
    <message>
        <source>Part of it</source>
        <translation>En fait partie</translation>
    </message>
    <message>
        <source>Being watched</source>
        <translation>Sous surveillance</translation>
    </message>
    <message>
        <source>Over</source>
        <translation>Terminée</translation>
    </message>
    <message>
        <source>Terminal offline</source>
        <translation>Terminal hors ligne</translation>
    </message>
    <message>
        <source>Terminal comes and goes</source>
        <translation>Terminal qui va et vient</translation>
    </message>
    <message>
        <source>Site offline</source>
        <translation>Site hors ligne</translation>
    </message>
    <message>
        <source>Several sites offline</source>
        <translation>Plusieurs sites hors ligne</translation>
    </message>
    <message>
        <source>Clock wrong</source>
        <translation>Horloge fausse</translation>
    </message>
    <message>
        <source>Storage nearly full</source>
        <translation>Mémoire presque pleine</translation>
    </message>
    <message>
        <source>Punches held back</source>
        <translation>Pointages retenus</translation>
    </message>
    <message>
        <source>Silent terminal</source>
        <translation>Terminal muet</translation>
    </message>
    <message>
        <source>Serial number in use twice</source>
        <translation>Numéro de série utilisé deux fois</translation>
    </message>
    <message>
        <source>Unreadable lines</source>
        <translation>Lignes illisibles</translation>
    </message>
    <message>
        <source>Webhook failing</source>
        <translation>Webhook en échec</translation>
    </message>
    <message>
        <source>Command failed</source>
        <translation>Échec d’une commande</translation>
    </message>
    <message>
        <source>Certificate soon over</source>
        <translation>Certificat bientôt expiré</translation>
    </message>
    <message>
        <source>Edge not reached</source>
        <translation>Serveur injoignable</translation>
    </message>
    <message>
        <source>Edge short of room or time</source>
        <translation>Serveur à court d’espace ou de temps</translation>
    </message>
    <message>
        <source>Channel failing</source>
        <translation>Canal en échec</translation>
    </message>
    <message>
        <source>you</source>
        <translation>vous</translation>
    </message>
    <message>
        <source>{0}, {1}</source>
        <translation>{0}, {1}</translation>
    </message>
    <message>
        <source>until {0}</source>
        <translation>jusqu’à {0}</translation>
    </message>
    <message>
        <source>Taken on by {0}</source>
        <translation>Prise en charge par {0}</translation>
    </message>
    <message>
        <source>Snoozed until {0}</source>
        <translation>Reportée jusqu’à {0}</translation>
    </message>
    <message>
        <source>In maintenance</source>
        <translation>En maintenance</translation>
    </message>
    <message>
        <source>Silenced</source>
        <translation>En silence</translation>
    </message>
    <message>
        <source>Noticed, and watched</source>
        <translation>Constatée, sous surveillance</translation>
    </message>
    <message>
        <source>Opened</source>
        <translation>Ouverte</translation>
    </message>
    <message>
        <source>Explained by another alert</source>
        <translation>Expliquée par une autre alerte</translation>
    </message>
    <message>
        <source>Taken on</source>
        <translation>Prise en charge</translation>
    </message>
    <message>
        <source>Nobody has it any more</source>
        <translation>Plus personne ne s’en charge</translation>
    </message>
    <message>
        <source>Given back</source>
        <translation>Rendue</translation>
    </message>
    <message>
        <source>Snoozed</source>
        <translation>Reportée</translation>
    </message>
    <message>
        <source>Assigned</source>
        <translation>Attribuée</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Commentaire</translation>
    </message>
    <message>
        <source>Told</source>
        <translation>Notifiée</translation>
    </message>
    <message>
        <source>Put right</source>
        <translation>Corrigée</translation>
    </message>
    <message>
        <source>Severity changed</source>
        <translation>Gravité modifiée</translation>
    </message>
    <message>
        <source>Muted</source>
        <translation>Passée en silence</translation>
    </message>
    <message>
        <source>Opened again</source>
        <translation>Rouverte</translation>
    </message>
    <message>
        <source>{0} by {1}</source>
        <translation>{0} par {1}</translation>
    </message>
    <message>
        <source>in 2 hours</source>
        <translation>en 2 heures</translation>
    </message>
    <message numerus="yes">
        <source>went %n times in the last hour</source>
        <translation>
            <numerusform>disparu&#xa0;%Ln fois dans la dernière heure</numerusform>
            <numerusform>disparu&#xa0;%Ln fois dans la dernière heure</numerusform>
        </translation>
    </message>
    <message>
        <source>{0} were to be expected there in the two hours after it opened</source>
        <translation>{0} y étaient attendus dans les deux heures suivant son ouverture</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>inconnu</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}&#xa0;: {1}</translation>
    </message>
    <message>
        <source>for {0}</source>
        <translation>depuis {0}</translation>
    </message>
    <message>
        <source>nobody has taken it on</source>
        <translation>personne ne l’a prise en charge</translation>
    </message>
    <message>
        <source>, </source>
        <translation>, </translation>
    </message>
    <message>
        <source>assigned</source>
        <translation>attribuée</translation>
    </message>
    <message>
        <source>taken on</source>
        <translation>prise en charge</translation>
    </message>
</context>
<context>
    <name>AlertsPage</name>
    <message>
        <source>Filter, for example  {0}</source>
        <translation>Filtrer, par exemple  {0}</translation>
    </message>
    <message>
        <source>Filter the alerts</source>
        <translation>Filtrer les alertes</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>Effacer le filtre</translation>
    </message>
    <message>
        <source>Keep this view…</source>
        <translation>Garder cette vue…</translation>
    </message>
    <message>
        <source>Select one more, or one less</source>
        <translation>En sélectionner une de plus, ou une de moins</translation>
    </message>
    <message>
        <source>Take on…</source>
        <translation>Prendre en charge…</translation>
    </message>
    <message>
        <source>acknowledge</source>
        <translation>acquitter</translation>
    </message>
    <message>
        <source>Snooze…</source>
        <translation>Reporter…</translation>
    </message>
    <message>
        <source>Assign…</source>
        <translation>Attribuer…</translation>
    </message>
    <message>
        <source>Silence…</source>
        <translation>Silence…</translation>
    </message>
    <message>
        <source>Comment…</source>
        <translation>Commenter…</translation>
    </message>
    <message>
        <source>It is over…</source>
        <translation>C’est terminé…</translation>
    </message>
    <message>
        <source>Copy the link</source>
        <translation>Copier le lien</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>Alertes</translation>
    </message>
    <message>
        <source>Silences…</source>
        <translation>Silences…</translation>
    </message>
    <message>
        <source>Maintenance…</source>
        <translation>Maintenance…</translation>
    </message>
    <message>
        <source>Nothing matches</source>
        <translation>Aucun résultat</translation>
    </message>
    <message>
        <source>No alert passes the filter.</source>
        <translation>Aucune alerte ne passe le filtre.</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} sur {1}</translation>
    </message>
    <message>
        <source>Show only these, or all again</source>
        <translation>N’afficher que ceux-ci, ou tout à nouveau</translation>
    </message>
    <message>
        <source>as they were {0}</source>
        <translation>telles qu’elles étaient {0}</translation>
    </message>
    <message>
        <source>No alerts here</source>
        <translation>Aucune alerte ici</translation>
    </message>
    <message>
        <source>This key may not read alerts, or the edge is older than they are.</source>
        <translation>Cette clé ne permet pas de lire les alertes, ou le serveur est plus ancien qu’elles.</translation>
    </message>
    <message>
        <source>Nothing needs you</source>
        <translation>Rien ne requiert votre attention</translation>
    </message>
    <message>
        <source>No alert is open. What the edge finds wrong will stand here, worst first.</source>
        <translation>Aucune alerte n’est ouverte. Ce que le serveur constate d’anormal apparaîtra ici, le pire en premier.</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>Connexion en cours</translation>
    </message>
    <message>
        <source>The edge at {0} has told of no alerts so far.</source>
        <translation>Le serveur {0} n’a signalé aucune alerte jusqu’ici.</translation>
    </message>
    <message>
        <source>No data yet</source>
        <translation>Pas encore de données</translation>
    </message>
    <message>
        <source>Only {0}</source>
        <translation>Seulement {0}</translation>
    </message>
</context>
<context>
    <name>AskDialog</name>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
</context>
<context>
    <name>Asked</name>
    <message>
        <source>Reason</source>
        <translation>Raison</translation>
    </message>
    <message>
        <source>It stands in the audit log, with your key.</source>
        <translation>Cela figure dans le journal d’audit, avec votre clé.</translation>
    </message>
    <message>
        <source>Fill in at least one of these.</source>
        <translation>Remplissez au moins un de ces champs.</translation>
    </message>
    <message>
        <source>Say why: it cannot be undone.</source>
        <translation>Dites pourquoi&#xa0;: cela ne peut pas être annulé.</translation>
    </message>
    <message>
        <source>As it is</source>
        <translation>Tel quel</translation>
    </message>
    <message>
        <source>On</source>
        <translation>Activé</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Désactivé</translation>
    </message>
    <message numerus="yes">
        <source>%n days</source>
        <translation>
            <numerusform>%Ln jour</numerusform>
            <numerusform>%Ln jours</numerusform>
        </translation>
    </message>
    <message>
        <source>No file has been uploaded yet.</source>
        <translation>Aucun fichier n’a encore été déposé.</translation>
    </message>
    <message>
        <source>Not Name=value: {0}</source>
        <translation>N’est pas de la forme Nom=valeur&#xa0;: {0}</translation>
    </message>
    <message>
        <source>Fill it in.</source>
        <translation>À remplir.</translation>
    </message>
    <message>
        <source>A number from {0} to {1}.</source>
        <translation>Un nombre de {0} à {1}.</translation>
    </message>
</context>
<context>
    <name>AssignDialog</name>
    <message>
        <source>Assign to</source>
        <translation>Attribuer à</translation>
    </message>
    <message>
        <source>Assign</source>
        <translation>Attribuer</translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation>Personne</translation>
    </message>
    <message>
        <source>There is nobody to give it to yet. People are added in the API: POST /v1/people.</source>
        <translation>Il n’y a encore personne à qui l’attribuer. Les personnes s’ajoutent par l’API&#xa0;: POST /v1/people.</translation>
    </message>
</context>
<context>
    <name>AttemptCard</name>
    <message>
        <source>Not counted: the webhook took nothing at all then.</source>
        <translation>Non comptée&#xa0;: le webhook n’acceptait alors plus rien.</translation>
    </message>
    <message>
        <source>What came back</source>
        <translation>Ce qui est revenu</translation>
    </message>
    <message>
        <source>{0}. {1}</source>
        <translation>{0}. {1}</translation>
    </message>
</context>
<context>
    <name>AttendancePage</name>
    <message>
        <source>Employee: name or number</source>
        <translation>Employé&#xa0;: nom ou matricule</translation>
    </message>
    <message>
        <source>Employee</source>
        <translation>Employé</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>Site</translation>
    </message>
    <message>
        <source>Attendance</source>
        <translation>Présences</translation>
    </message>
    <message>
        <source>Time there</source>
        <translation>Heure sur place</translation>
    </message>
    <message>
        <source>Punch</source>
        <translation>Pointage</translation>
    </message>
    <message>
        <source>Terminal</source>
        <translation>Terminal</translation>
    </message>
    <message>
        <source>On its way</source>
        <translation>En chemin</translation>
    </message>
    <message>
        <source>Its time</source>
        <translation>Son heure</translation>
    </message>
    <message>
        <source>Work code</source>
        <translation>Code de travail</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Id</translation>
    </message>
    <message>
        <source>All sites</source>
        <translation>Tous les sites</translation>
    </message>
    <message>
        <source>No punch of {0} in these days</source>
        <translation>Aucun pointage de {0} ces jours-là</translation>
    </message>
    <message>
        <source>Choose other days or another site, or write less of the name.</source>
        <translation>Choisissez d’autres jours ou un autre site, ou saisissez une partie plus courte du nom.</translation>
    </message>
    <message>
        <source>No punches in these days</source>
        <translation>Aucun pointage ces jours-là</translation>
    </message>
    <message>
        <source>Choose other days, or see under Devices whether the terminals are heard.</source>
        <translation>Choisissez d’autres jours, ou voyez dans Terminaux s’ils donnent signe de vie.</translation>
    </message>
    <message>
        <source>All punches of this employee</source>
        <translation>Tous les pointages de cet employé</translation>
    </message>
    <message>
        <source>Go to its terminal</source>
        <translation>Aller à son terminal</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
    <message>
        <source>{0} {1}, your time</source>
        <translation>{0} {1}, à votre heure</translation>
    </message>
    <message>
        <source>Employee number</source>
        <translation>Matricule de l’employé</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Zone</source>
        <translation>Fuseau</translation>
    </message>
    <message>
        <source>Time in UTC</source>
        <translation>Heure UTC</translation>
    </message>
    <message>
        <source>Recognised by</source>
        <translation>Reconnu par</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>Numéro de série</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>Jours</translation>
    </message>
    <message>
        <source>{0} to {1}</source>
        <translation>{0} au {1}</translation>
    </message>
    <message>
        <source>Days begin in</source>
        <translation>Les jours commencent à l’heure de</translation>
    </message>
</context>
<context>
    <name>AuditList</name>
    <message>
        <source>Audit log</source>
        <translation>Journal d’audit</translation>
    </message>
    <message>
        <source>What was done</source>
        <translation>Ce qui a été fait</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Qui</translation>
    </message>
    <message>
        <source>Everybody</source>
        <translation>Tout le monde</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Quoi</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Tout</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Clés</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personnes</translation>
    </message>
    <message>
        <source>Webhooks</source>
        <translation>Webhooks</translation>
    </message>
    <message>
        <source>Terminals</source>
        <translation>Terminaux</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Commandes</translation>
    </message>
    <message>
        <source>Employees</source>
        <translation>Employés</translation>
    </message>
    <message>
        <source>Sites</source>
        <translation>Sites</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>Alertes</translation>
    </message>
    <message>
        <source>Silences</source>
        <translation>Mises en silence</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>Tâches</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>Période</translation>
    </message>
    <message>
        <source>Any time</source>
        <translation>N’importe quand</translation>
    </message>
    <message>
        <source>Last 24 hours</source>
        <translation>Dernières 24 heures</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>7 derniers jours</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>30 derniers jours</translation>
    </message>
    <message>
        <source>Last 90 days</source>
        <translation>90 derniers jours</translation>
    </message>
    <message>
        <source>Looking it through…</source>
        <translation>Examen en cours…</translation>
    </message>
    <message>
        <source>Could not be looked through</source>
        <translation>N’a pas pu être examiné</translation>
    </message>
    <message numerus="yes">
        <source>%Ln entries from no. {0} on</source>
        <translation>
            <numerusform>%Ln entrée à partir du n° {0}</numerusform>
            <numerusform>%Ln entrées à partir du n° {0}</numerusform>
        </translation>
    </message>
    <message>
        <source>Unbroken</source>
        <translation>Intact</translation>
    </message>
    <message>
        <source>Broken at no. {0}</source>
        <translation>Rompu au n° {0}</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Quand</translation>
    </message>
    <message>
        <source>Of what</source>
        <translation>Sur quoi</translation>
    </message>
    <message>
        <source>From</source>
        <translation>De</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>N°</translation>
    </message>
    <message>
        <source>Id of who</source>
        <translation>Id de l’auteur</translation>
    </message>
    <message>
        <source>Hash</source>
        <translation>Hachage</translation>
    </message>
    <message>
        <source>Nothing was done</source>
        <translation>Rien n’a été fait</translation>
    </message>
    <message>
        <source>Whatever is changed at the edge stands here from then on.</source>
        <translation>Tout changement sur le serveur figure ici dès qu’il est fait.</translation>
    </message>
</context>
<context>
    <name>BlastPane</name>
    <message>
        <source>Wait for them</source>
        <translation>Les attendre</translation>
    </message>
    <message>
        <source>They fetch it when they are back.</source>
        <translation>Ils la récupèrent à leur retour.</translation>
    </message>
    <message>
        <source>Leave them out</source>
        <translation>Les laisser de côté</translation>
    </message>
    <message>
        <source>Only those that poll now get it.</source>
        <translation>Seuls ceux qui interrogent maintenant la reçoivent.</translation>
    </message>
    <message>
        <source>Those that are offline</source>
        <translation>Ceux qui sont hors ligne</translation>
    </message>
    <message>
        <source>All at once</source>
        <translation>Tous à la fois</translation>
    </message>
    <message>
        <source>A few first</source>
        <translation>Quelques-uns d’abord</translation>
    </message>
    <message>
        <source>How it goes out</source>
        <translation>Comment cela part</translation>
    </message>
    <message>
        <source>Stop when more than so many percent fail</source>
        <translation>Arrêter quand plus de ce pourcentage échoue</translation>
    </message>
    <message>
        <source>Terminals that are meant</source>
        <translation>Terminaux concernés</translation>
    </message>
    <message>
        <source>Exactly this is sent</source>
        <translation>Voici exactement ce qui est envoyé</translation>
    </message>
    <message>
        <source>Terminal</source>
        <translation>Terminal</translation>
    </message>
    <message>
        <source>What becomes of it</source>
        <translation>Ce qu’il en advient</translation>
    </message>
    <message>
        <source>{0} at {1}</source>
        <translation>{0} sur {1}</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}&#xa0;: {1}</translation>
    </message>
    <message>
        <source>Write {0}, the number of terminals, to go on</source>
        <translation>Écrivez {0}, le nombre de terminaux, pour continuer</translation>
    </message>
    <message numerus="yes">
        <source>%n fetch it within seconds.</source>
        <translation>
            <numerusform>%Ln la récupère en quelques secondes.</numerusform>
            <numerusform>%Ln la récupèrent en quelques secondes.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n are offline, and wait until they are back.</source>
        <translation>
            <numerusform>%Ln est hors ligne, et attend son retour.</numerusform>
            <numerusform>%Ln sont hors ligne, et attendent leur retour.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n are offline, and are left out.</source>
        <translation>
            <numerusform>%Ln est hors ligne, et laissé de côté.</numerusform>
            <numerusform>%Ln sont hors ligne, et laissés de côté.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cannot do it, and are left out.</source>
        <translation>
            <numerusform>%Ln ne sait pas le faire, et est laissé de côté.</numerusform>
            <numerusform>%Ln ne savent pas le faire, et sont laissés de côté.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>People punched at %n of them in the last five minutes.</source>
        <translation>
            <numerusform>On a pointé à&#xa0;%Ln d’entre eux dans les cinq dernières minutes.</numerusform>
            <numerusform>On a pointé à&#xa0;%Ln d’entre eux dans les cinq dernières minutes.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n clocks are off by more than a minute.</source>
        <translation>
            <numerusform>%Ln horloge est décalée de plus d’une minute.</numerusform>
            <numerusform>%Ln horloges sont décalées de plus d’une minute.</numerusform>
        </translation>
    </message>
    <message>
        <source>Punches made before keep the time they were given.</source>
        <translation>Les pointages antérieurs gardent l’heure qu’ils ont reçue.</translation>
    </message>
    <message>
        <source>So it would go to nobody.</source>
        <translation>Elle n’irait donc à personne.</translation>
    </message>
    <message>
        <source>Each is away for about {0}: nobody can punch there.</source>
        <translation>Chacun est absent environ {0}&#xa0;: personne ne peut y pointer.</translation>
    </message>
    <message>
        <source>This cannot be taken back</source>
        <translation>Cela ne peut pas être repris</translation>
    </message>
    <message numerus="yes">
        <source>%n people</source>
        <translation>
            <numerusform>%Ln personne</numerusform>
            <numerusform>%Ln personnes</numerusform>
        </translation>
    </message>
    <message>
        <source>Lost there: {0}</source>
        <translation>Perdu sur place&#xa0;: {0}</translation>
    </message>
    <message>
        <source> and </source>
        <translation> et </translation>
    </message>
    <message numerus="yes">
        <source>%n have not said how many they hold.</source>
        <translation>
            <numerusform>%Ln n’a pas dit combien il en contient.</numerusform>
            <numerusform>%Ln n’ont pas dit combien ils en contiennent.</numerusform>
        </translation>
    </message>
    <message>
        <source>{0} {1}</source>
        <translation>{0} {1}</translation>
    </message>
    <message>
        <source>{0}; each step waits for the one before.</source>
        <translation>{0}&#xa0;; chaque étape attend la précédente.</translation>
    </message>
</context>
<context>
    <name>BodyView</name>
    <message>
        <source>Find</source>
        <translation>Rechercher</translation>
    </message>
    <message>
        <source>Find in {0}</source>
        <translation>Rechercher dans {0}</translation>
    </message>
    <message>
        <source>Copy {0}</source>
        <translation>Copier {0}</translation>
    </message>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>%Ln trouvé</numerusform>
            <numerusform>%Ln trouvés</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ColourRulesDialog</name>
    <message>
        <source>Colour rules</source>
        <translation>Règles de couleur</translation>
    </message>
    <message>
        <source>Punches that pass a filter stand out in a colour and with a mark. Where several rules fit, the uppermost counts.</source>
        <translation>Les pointages qui passent un filtre ressortent par une couleur et une marque. Si plusieurs règles conviennent, la plus haute l’emporte.</translation>
    </message>
    <message>
        <source>Use these</source>
        <translation>Utiliser celles-ci</translation>
    </message>
    <message>
        <source>One more rule</source>
        <translation>Une règle de plus</translation>
    </message>
</context>
<context>
    <name>CommandActions</name>
    <message>
        <source>{0}…</source>
        <translation>{0}…</translation>
    </message>
    <message>
        <source>{0} fetches it when it next polls.</source>
        <translation>{0} la récupère à sa prochaine interrogation.</translation>
    </message>
    <message>
        <source>{0} is offline: it waits.</source>
        <translation>{0} est hors ligne&#xa0;: elle attend.</translation>
    </message>
    <message>
        <source>{0}: queued</source>
        <translation>{0}&#xa0;: en file d’attente</translation>
    </message>
    <message>
        <source>{0}: {1}?</source>
        <translation>{0}&#xa0;: {1}&#xa0;?</translation>
    </message>
    <message>
        <source>How it goes stands under Commands.</source>
        <translation>L’avancement figure dans Commandes.</translation>
    </message>
    <message>
        <source>It goes on by itself</source>
        <translation>Cela continue tout seul</translation>
    </message>
    <message>
        <source>Send a command…</source>
        <translation>Envoyer une commande…</translation>
    </message>
    <message>
        <source>Restart its terminals…</source>
        <translation>Redémarrer ses terminaux…</translation>
    </message>
    <message>
        <source>Send them a command…</source>
        <translation>Leur envoyer une commande…</translation>
    </message>
    <message>
        <source>command</source>
        <translation>commande</translation>
    </message>
</context>
<context>
    <name>CommandDialog</name>
    <message>
        <source>Send a command</source>
        <translation>Envoyer une commande</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Retour</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Suivant</translation>
    </message>
    <message>
        <source>To whom?</source>
        <translation>À qui&#xa0;?</translation>
    </message>
    <message>
        <source>What shall they do?</source>
        <translation>Que doivent-ils faire&#xa0;?</translation>
    </message>
    <message>
        <source>What will happen</source>
        <translation>Ce qui va se passer</translation>
    </message>
    <message>
        <source>Step {0} of {1}</source>
        <translation>Étape {0} sur {1}</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
</context>
<context>
    <name>CommandWords</name>
    <message>
        <source>File</source>
        <translation>Fichier</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Affichage</translation>
    </message>
    <message>
        <source>Go</source>
        <translation>Aller</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>Site</translation>
    </message>
    <message>
        <source>Terminal</source>
        <translation>Terminal</translation>
    </message>
    <message>
        <source>Feed</source>
        <translation>Flux</translation>
    </message>
    <message>
        <source>Alert</source>
        <translation>Alerte</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Connexion</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Aide</translation>
    </message>
    <message>
        <source>Esc</source>
        <comment>key</comment>
        <translation>Échap</translation>
    </message>
    <message>
        <source>Enter</source>
        <comment>key</comment>
        <translation>Entrée</translation>
    </message>
    <message>
        <source>Space</source>
        <comment>key</comment>
        <translation>Espace</translation>
    </message>
    <message>
        <source>Tab</source>
        <comment>key</comment>
        <translation>Tab</translation>
    </message>
    <message>
        <source>Backspace</source>
        <comment>key</comment>
        <translation>Retour arrière</translation>
    </message>
    <message>
        <source>Del</source>
        <comment>key</comment>
        <translation>Suppr</translation>
    </message>
    <message>
        <source>Ins</source>
        <comment>key</comment>
        <translation>Inser</translation>
    </message>
    <message>
        <source>Home</source>
        <comment>key</comment>
        <translation>Début</translation>
    </message>
    <message>
        <source>End</source>
        <comment>key</comment>
        <translation>Fin</translation>
    </message>
    <message>
        <source>Page Up</source>
        <comment>key</comment>
        <translation>Page préc.</translation>
    </message>
    <message>
        <source>Page Down</source>
        <comment>key</comment>
        <translation>Page suiv.</translation>
    </message>
    <message>
        <source>Ctrl</source>
        <comment>key</comment>
        <translation>Ctrl</translation>
    </message>
    <message>
        <source>Alt</source>
        <comment>key</comment>
        <translation>Alt</translation>
    </message>
    <message>
        <source>Shift</source>
        <comment>key</comment>
        <translation>Maj</translation>
    </message>
    <message>
        <source>Meta</source>
        <comment>key</comment>
        <translation>Méta</translation>
    </message>
    <message>
        <source>{0} then {1}</source>
        <comment>keys</comment>
        <translation>{0} puis {1}</translation>
    </message>
</context>
<context>
    <name>CommandsPage</name>
    <message>
        <source>Commands</source>
        <translation>Commandes</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Quoi</translation>
    </message>
    <message>
        <source>State</source>
        <translation>État</translation>
    </message>
    <message>
        <source>How far</source>
        <translation>Avancement</translation>
    </message>
    <message>
        <source>Given</source>
        <translation>Donnée</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Par</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Raison</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>Tâches</translation>
    </message>
    <message>
        <source>Terminal by terminal</source>
        <translation>Terminal par terminal</translation>
    </message>
    <message>
        <source>What is listed</source>
        <translation>Ce qui est affiché</translation>
    </message>
    <message>
        <source>Send a command…</source>
        <translation>Envoyer une commande…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Retry what failed</source>
        <translation>Réessayer ce qui a échoué</translation>
    </message>
    <message>
        <source>Export what became of each…</source>
        <translation>Exporter ce qu’il est advenu de chacune…</translation>
    </message>
    <message>
        <source>How it goes</source>
        <translation>Comment cela se passe</translation>
    </message>
    <message>
        <source>Restarts, settings and all else that is sent to terminals is followed here.</source>
        <translation>Redémarrages, réglages et tout ce qui est envoyé aux terminaux se suit ici.</translation>
    </message>
    <message>
        <source>No commands yet</source>
        <translation>Pas encore de commandes</translation>
    </message>
    <message>
        <source>To whom</source>
        <translation>À qui</translation>
    </message>
    <message>
        <source>Given (UTC)</source>
        <translation>Donnée le (UTC)</translation>
    </message>
</context>
<context>
    <name>CompareDialog</name>
    <message>
        <source>Compare sites</source>
        <translation>Comparer des sites</translation>
    </message>
    <message>
        <source>Asking the edge…</source>
        <translation>Interrogation du serveur…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Last 30 days, side by side</source>
        <translation>30 derniers jours, côte à côte</translation>
    </message>
    <message>
        <source>This edge does not tell how its sites did.</source>
        <translation>Ce serveur n’indique pas ce qu’ont fait ses sites.</translation>
    </message>
    <message>
        <source>All on the same scales, each by its own days.</source>
        <translation>Tous aux mêmes échelles, chacun selon ses propres jours.</translation>
    </message>
</context>
<context>
    <name>ConfirmDialog</name>
    <message>
        <source>Write {0} to go on</source>
        <translation>Écrivez {0} pour continuer</translation>
    </message>
</context>
<context>
    <name>ConnectDialog</name>
    <message>
        <source>Connect to an edge</source>
        <translation>Se connecter à un serveur</translation>
    </message>
    <message>
        <source>Remove this connection</source>
        <translation>Supprimer cette connexion</translation>
    </message>
    <message>
        <source>Test connection</source>
        <translation>Tester la connexion</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Enregistrer</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Se connecter</translation>
    </message>
    <message>
        <source>New connection</source>
        <translation>Nouvelle connexion</translation>
    </message>
    <message>
        <source>The address is another one: enter the key for it.</source>
        <translation>L’adresse a changé&#xa0;: saisissez la clé correspondante.</translation>
    </message>
    <message>
        <source>Enter the API key that you were given.</source>
        <translation>Saisissez la clé d’API qui vous a été remise.</translation>
    </message>
    <message>
        <source>Open anyway</source>
        <translation>Ouvrir quand même</translation>
    </message>
    <message>
        <source>The connection cannot be kept on this computer</source>
        <translation>La connexion ne peut pas être conservée sur cet ordinateur</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Enregistré</translation>
    </message>
    <message>
        <source>The connection cannot be removed</source>
        <translation>La connexion ne peut pas être supprimée</translation>
    </message>
    <message>
        <source>Something went wrong inside Punchdeck</source>
        <translation>Une erreur s’est produite dans Punchdeck</translation>
    </message>
</context>
<context>
    <name>Connecting</name>
    <message>
        <source>This link leads nowhere</source>
        <translation>Ce lien ne mène nulle part</translation>
    </message>
    <message>
        <source>No terminal reports to this edge yet</source>
        <translation>Aucun terminal ne rend encore compte à ce serveur</translation>
    </message>
    <message>
        <source>Punchdeck leads you through it: what to enter on its menu, and whether it calls.</source>
        <translation>Punchdeck vous guide&#xa0;: que saisir dans son menu, et s’il appelle.</translation>
    </message>
    <message>
        <source>Add a terminal…</source>
        <translation>Ajouter un terminal…</translation>
    </message>
</context>
<context>
    <name>ConnectionWords</name>
    <message>
        <source>Live</source>
        <translation>En direct</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Connexion en cours…</translation>
    </message>
    <message>
        <source>Quiet</source>
        <translation>Silencieux</translation>
    </message>
    <message>
        <source>{0} %</source>
        <translation>{0}&#xa0;%</translation>
    </message>
    <message>
        <source>Catching up</source>
        <translation>Rattrapage en cours</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Hors ligne</translation>
    </message>
    <message>
        <source>It was never heard.</source>
        <translation>Il n’a jamais répondu.</translation>
    </message>
    <message>
        <source>Last heard at {0}; what you see is from then.</source>
        <translation>Dernier contact à {0}&#xa0;; ce que vous voyez date de ce moment.</translation>
    </message>
    <message>
        <source>Up to date</source>
        <translation>À jour</translation>
    </message>
    <message>
        <source>Synced {0}</source>
        <translation>Synchronisé {0}</translation>
    </message>
    <message>
        <source>Updated {0}</source>
        <translation>Mis à jour {0}</translation>
    </message>
    <message>
        <source>trying now</source>
        <translation>essai en cours</translation>
    </message>
    <message>
        <source>next try in {0}</source>
        <translation>prochain essai dans {0}</translation>
    </message>
</context>
<context>
    <name>Console</name>
    <message>
        <source>The connection cannot be kept on this computer</source>
        <translation>La connexion ne peut pas être conservée sur cet ordinateur</translation>
    </message>
    <message>
        <source>The link is of another edge</source>
        <translation>Le lien concerne un autre serveur</translation>
    </message>
    <message>
        <source>It leads to {0}. Connect to that edge, then open the link again.</source>
        <translation>Il mène à {0}. Connectez-vous à ce serveur, puis ouvrez le lien à nouveau.</translation>
    </message>
    <message>
        <source>There are: {0}.</source>
        <translation>Il existe&#xa0;: {0}.</translation>
    </message>
    <message>
        <source>There are none.</source>
        <translation>Il n’y en a aucune.</translation>
    </message>
    <message>
        <source>There is no connection named {0}</source>
        <translation>Aucune connexion ne s’appelle {0}</translation>
    </message>
    <message>
        <source>Starting the demo</source>
        <translation>Démarrage de la démonstration</translation>
    </message>
    <message>
        <source>An edge and a fleet of simulated terminals are being started on this computer.</source>
        <translation>Un serveur et un parc de terminaux simulés démarrent sur cet ordinateur.</translation>
    </message>
    <message>
        <source>Demo fleet</source>
        <translation>Parc de démonstration</translation>
    </message>
    <message>
        <source>The demo did not start</source>
        <translation>La démonstration n’a pas démarré</translation>
    </message>
    <message>
        <source>Something went wrong inside Punchdeck</source>
        <translation>Une erreur s’est produite dans Punchdeck</translation>
    </message>
</context>
<context>
    <name>Controls</name>
    <message>
        <source>Day and night</source>
        <translation>Jour et nuit</translation>
    </message>
    <message>
        <source>Show the whole fleet (0)</source>
        <translation>Afficher tout le parc (0)</translation>
    </message>
    <message>
        <source>Zoom in (+)</source>
        <translation>Zoom avant (+)</translation>
    </message>
    <message>
        <source>Zoom out (−)</source>
        <translation>Zoom arrière (−)</translation>
    </message>
</context>
<context>
    <name>DayEdit</name>
    <message>
        <source>d MMM yyyy</source>
        <translation>d MMM yyyy</translation>
    </message>
</context>
<context>
    <name>DeadLineDetail</name>
    <message>
        <source>The line</source>
        <translation>La ligne</translation>
    </message>
    <message>
        <source>Its bytes</source>
        <translation>Ses octets</translation>
    </message>
    <message>
        <source>From</source>
        <translation>De</translation>
    </message>
    <message>
        <source>Came as</source>
        <translation>Reçue comme</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Ligne</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>First came</source>
        <translation>Première fois</translation>
    </message>
    <message>
        <source>Last came</source>
        <translation>Dernière fois</translation>
    </message>
    <message>
        <source>How often</source>
        <translation>Nombre de fois</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Par</translation>
    </message>
    <message>
        <source>Punch</source>
        <translation>Pointage</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Id</translation>
    </message>
    <message>
        <source>It could not be read</source>
        <translation>Elle n’a pas pu être lue</translation>
    </message>
    <message>
        <source>It was read after all</source>
        <translation>Elle a finalement été lue</translation>
    </message>
    <message>
        <source>It was let go of</source>
        <translation>Elle a été abandonnée</translation>
    </message>
</context>
<context>
    <name>DeadLinesPage</name>
    <message>
        <source>Which lines</source>
        <translation>Quelles lignes</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Ouvertes</translation>
    </message>
    <message>
        <source>Read after all</source>
        <translation>Finalement lue</translation>
    </message>
    <message>
        <source>Let go of</source>
        <translation>Abandonnée</translation>
    </message>
    <message>
        <source>Dead lines</source>
        <translation>Lignes rejetées</translation>
    </message>
    <message>
        <source>What came</source>
        <translation>Ce qui est arrivé</translation>
    </message>
    <message>
        <source>Why it could not be read</source>
        <translation>Pourquoi elle n’a pas pu être lue</translation>
    </message>
    <message>
        <source>Terminal</source>
        <translation>Terminal</translation>
    </message>
    <message>
        <source>Last came</source>
        <translation>Dernière fois</translation>
    </message>
    <message>
        <source>How often</source>
        <translation>Nombre de fois</translation>
    </message>
    <message>
        <source>First came</source>
        <translation>Première fois</translation>
    </message>
    <message>
        <source>Everything could be read</source>
        <translation>Tout a pu être lu</translation>
    </message>
    <message>
        <source>What a terminal sends and nobody understands stands here, and holds up nothing.</source>
        <translation>Ce qu’un terminal envoie et que personne ne comprend se trouve ici, et ne bloque rien.</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Aucune</translation>
    </message>
    <message>
        <source>No line has come to that.</source>
        <translation>Aucune ligne n’en est arrivée là.</translation>
    </message>
    <message>
        <source>Dead line</source>
        <translation>Ligne rejetée</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>Relire</translation>
    </message>
    <message>
        <source>Let go of…</source>
        <translation>Abandonner…</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>Numéro de série</translation>
    </message>
    <message>
        <source>Came as</source>
        <translation>Reçue comme</translation>
    </message>
    <message>
        <source>In hexadecimal</source>
        <translation>En hexadécimal</translation>
    </message>
    <message numerus="yes">
        <source>Read %n lines again?</source>
        <translation>
            <numerusform>Relire&#xa0;%Ln ligne ?</numerusform>
            <numerusform>Relire&#xa0;%Ln lignes&#xa0;?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n lines could be read</source>
        <translation>
            <numerusform>%Ln ligne a pu être lue</numerusform>
            <numerusform>%Ln lignes ont pu être lues</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n still not: {0}</source>
        <translation>
            <numerusform>%Ln toujours pas&#xa0;: {0}</numerusform>
            <numerusform>%Ln toujours pas&#xa0;: {0}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Let go of %n lines?</source>
        <translation>
            <numerusform>Abandonner %n ligne&#xa0;?</numerusform>
            <numerusform>Abandonner %n lignes&#xa0;?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n lines</source>
        <translation>
            <numerusform>%Ln ligne</numerusform>
            <numerusform>%Ln lignes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DeliveriesList</name>
    <message>
        <source>Deliveries</source>
        <translation>Livraisons</translation>
    </message>
    <message>
        <source>Delivery</source>
        <translation>Livraison</translation>
    </message>
    <message>
        <source>Webhook</source>
        <translation>Webhook</translation>
    </message>
    <message>
        <source>State</source>
        <translation>État</translation>
    </message>
    <message>
        <source>Every state</source>
        <translation>Tous les états</translation>
    </message>
    <message>
        <source>Failed, tries again</source>
        <translation>Échec, nouvel essai</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>En attente</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>Livré</translation>
    </message>
    <message>
        <source>Given up</source>
        <translation>Abandonné</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Annulé</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Événement</translation>
    </message>
    <message>
        <source>Every event</source>
        <translation>Tous les événements</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>Période</translation>
    </message>
    <message>
        <source>Any time</source>
        <translation>N’importe quand</translation>
    </message>
    <message>
        <source>Last hour</source>
        <translation>Dernière heure</translation>
    </message>
    <message>
        <source>Last 24 hours</source>
        <translation>Dernières 24 heures</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>7 derniers jours</translation>
    </message>
    <message>
        <source>Told</source>
        <translation>Notifiée</translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation>Essais</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Réponse</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Durée</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Raison</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Id</translation>
    </message>
    <message>
        <source>Terminal</source>
        <translation>Terminal</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Erreur</translation>
    </message>
    <message>
        <source>Took, ms</source>
        <translation>Durée, ms</translation>
    </message>
    <message>
        <source>Id of the event</source>
        <translation>Id de l’événement</translation>
    </message>
    <message>
        <source>No webhooks yet</source>
        <translation>Pas encore de webhooks</translation>
    </message>
    <message>
        <source>Deliveries stand here once there is one.</source>
        <translation>Les livraisons figurent ici dès qu’il y en a une.</translation>
    </message>
    <message>
        <source>No deliveries</source>
        <translation>Aucune livraison</translation>
    </message>
    <message>
        <source>Of this webhook there are none of that kind. They are kept for 14 days, or 30 if given up.</source>
        <translation>Ce webhook n’en a aucune de ce genre. Elles sont gardées 14 jours, ou 30 si elles sont abandonnées.</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>Renvoyer</translation>
    </message>
    <message>
        <source>Copy as cURL</source>
        <translation>Copier en cURL</translation>
    </message>
    <message>
        <source>Copy as cURL, with its signatures</source>
        <translation>Copier en cURL, avec ses signatures</translation>
    </message>
</context>
<context>
    <name>DeliveryDetail</name>
    <message>
        <source>Attempts</source>
        <translation>Essais</translation>
    </message>
    <message>
        <source>Body</source>
        <translation>Corps</translation>
    </message>
    <message>
        <source>Headers</source>
        <translation>En-têtes</translation>
    </message>
    <message>
        <source>The event is no longer kept.</source>
        <translation>L’événement n’est plus conservé.</translation>
    </message>
    <message>
        <source>Told</source>
        <translation>Notifiée</translation>
    </message>
    <message>
        <source>Terminal</source>
        <translation>Terminal</translation>
    </message>
    <message>
        <source>Next attempt</source>
        <translation>Prochain essai</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Durée</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Raison</translation>
    </message>
    <message>
        <source>Delivery</source>
        <translation>Livraison</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Événement</translation>
    </message>
    <message>
        <source>Sent again as</source>
        <translation>Renvoyée sous</translation>
    </message>
    <message>
        <source>Its attempts could not be fetched</source>
        <translation>Ses essais n’ont pas pu être récupérés</translation>
    </message>
    <message numerus="yes">
        <source>and %n earlier ones</source>
        <translation>
            <numerusform>et&#xa0;%Ln antérieur</numerusform>
            <numerusform>et&#xa0;%Ln antérieurs</numerusform>
        </translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>Renvoyer</translation>
    </message>
    <message>
        <source>Copy as cURL</source>
        <translation>Copier en cURL</translation>
    </message>
    <message>
        <source>Check its signature…</source>
        <translation>Vérifier sa signature…</translation>
    </message>
</context>
<context>
    <name>DemoCommands</name>
    <message>
        <source>Demo</source>
        <translation>Démonstration</translation>
    </message>
    <message>
        <source>The line of {0} is cut: it goes dark in half a minute</source>
        <translation>La ligne de {0} est coupée&#xa0;: il s’éteint dans une demi-minute</translation>
    </message>
    <message>
        <source>The line of {0} is mended: it comes back with what it kept</source>
        <translation>La ligne de {0} est rétablie&#xa0;: il revient avec ce qu’il a gardé</translation>
    </message>
    <message>
        <source>Cut the line of the selected site</source>
        <translation>Couper la ligne du site sélectionné</translation>
    </message>
    <message>
        <source>Mend the line of the selected site</source>
        <translation>Rétablir la ligne du site sélectionné</translation>
    </message>
</context>
<context>
    <name>Desk</name>
    <message>
        <source>Sounds and tray</source>
        <translation>Sons et icône</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Verrouillage</translation>
    </message>
    <message>
        <source>Closing the window leaves Punchdeck in the tray</source>
        <translation>Fermer la fenêtre laisse Punchdeck dans la zone de notification</translation>
    </message>
</context>
<context>
    <name>DetailPane</name>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
</context>
<context>
    <name>DeviceCommands</name>
    <message>
        <source>Filter the terminals</source>
        <translation>Filtrer les terminaux</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>Effacer le filtre</translation>
    </message>
    <message>
        <source>Group by site</source>
        <translation>Grouper par site</translation>
    </message>
    <message>
        <source>Fold all groups</source>
        <translation>Replier tous les groupes</translation>
    </message>
    <message>
        <source>Unfold all groups</source>
        <translation>Déplier tous les groupes</translation>
    </message>
    <message>
        <source>Choose columns and order</source>
        <translation>Choisir les colonnes et leur ordre</translation>
    </message>
    <message>
        <source>sort</source>
        <translation>trier</translation>
    </message>
    <message>
        <source>Copy the serial number</source>
        <translation>Copier le numéro de série</translation>
    </message>
    <message>
        <source>Show the terminal&apos;s site on the map</source>
        <translation>Afficher le site du terminal sur la carte</translation>
    </message>
    <message>
        <source>Show the terminal&apos;s last punch in the feed</source>
        <translation>Afficher le dernier pointage du terminal dans le flux</translation>
    </message>
    <message>
        <source>Mark the terminal, or unmark it</source>
        <translation>Marquer le terminal, ou ne plus le marquer</translation>
    </message>
    <message>
        <source>Mark all up to here</source>
        <translation>Marquer tout jusqu’ici</translation>
    </message>
    <message>
        <source>Mark all that are shown</source>
        <translation>Marquer tout ce qui est affiché</translation>
    </message>
    <message>
        <source>Unmark all</source>
        <translation>Ne plus rien marquer</translation>
    </message>
    <message>
        <source>Keep this view…</source>
        <translation>Garder cette vue…</translation>
    </message>
    <message>
        <source>Restart…</source>
        <translation>Redémarrer…</translation>
    </message>
    <message>
        <source>Set the clock…</source>
        <translation>Régler l’horloge…</translation>
    </message>
    <message>
        <source>Send a command…</source>
        <translation>Envoyer une commande…</translation>
    </message>
</context>
<context>
    <name>DeviceMenus</name>
    <message>
        <source>Copy the name</source>
        <translation>Copier le nom</translation>
    </message>
    <message>
        <source>Copy the serial number</source>
        <translation>Copier le numéro de série</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>Copier l’adresse</translation>
    </message>
    <message>
        <source>Show on map</source>
        <translation>Afficher sur la carte</translation>
    </message>
    <message>
        <source>Show its last punch in the feed</source>
        <translation>Afficher son dernier pointage dans le flux</translation>
    </message>
    <message>
        <source>Only {0}</source>
        <translation>Seulement {0}</translation>
    </message>
    <message>
        <source>Unfold</source>
        <translation>Déplier</translation>
    </message>
    <message>
        <source>Fold</source>
        <translation>Replier</translation>
    </message>
    <message>
        <source>Fold all groups</source>
        <translation>Replier tous les groupes</translation>
    </message>
    <message>
        <source>Unfold all groups</source>
        <translation>Déplier tous les groupes</translation>
    </message>
    <message>
        <source>Select {0}</source>
        <translation>Sélectionner {0}</translation>
    </message>
</context>
<context>
    <name>DeviceSheet</name>
    <message>
        <source>Why this status</source>
        <translation>Pourquoi cet état</translation>
    </message>
    <message>
        <source>Last requests and our answers</source>
        <translation>Dernières requêtes et nos réponses</translation>
    </message>
    <message>
        <source>Came and went</source>
        <translation>Allées et venues</translation>
    </message>
    <message>
        <source>Terminal</source>
        <translation>Terminal</translation>
    </message>
    <message>
        <source>In devices</source>
        <translation>Dans les terminaux</translation>
    </message>
    <message>
        <source>On map</source>
        <translation>Sur la carte</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Commande</translation>
    </message>
    <message>
        <source>heard {0}</source>
        <translation>contact {0}</translation>
    </message>
    <message>
        <source>We do not hear the edge, so what it last said may not be true any more.</source>
        <translation>Nous n’entendons plus le serveur&#xa0;: ce qu’il a dit en dernier n’est peut-être plus vrai.</translation>
    </message>
    <message>
        <source>Silent for {0}; it counts as offline after {1}.</source>
        <translation>Silencieux depuis {0}&#xa0;; il est considéré hors ligne après {1}.</translation>
    </message>
    <message>
        <source>Silent for {0}.</source>
        <translation>Silencieux depuis {0}.</translation>
    </message>
    <message>
        <source>It has called, and nobody has approved it yet. It keeps its records.</source>
        <translation>Il a appelé, et personne ne l’a encore approuvé. Il garde ses enregistrements.</translation>
    </message>
    <message>
        <source>It has never called. Enter this server&apos;s address in its network settings.</source>
        <translation>Il n’a jamais appelé. Saisissez l’adresse de ce serveur dans ses réglages réseau.</translation>
    </message>
    <message>
        <source>Somebody has suspended it: nothing of it is taken until it is resumed.</source>
        <translation>Quelqu’un l’a suspendu&#xa0;: rien n’est accepté de lui jusqu’à sa reprise.</translation>
    </message>
    <message>
        <source>Heard {0} ago; it counts as offline after {1} of silence.</source>
        <translation>Dernier contact il y a {0}&#xa0;; il est considéré hors ligne après {1} de silence.</translation>
    </message>
    <message>
        <source>Heard {0} ago.</source>
        <translation>Dernier contact il y a {0}.</translation>
    </message>
    <message>
        <source>{0}.</source>
        <translation>{0}.</translation>
    </message>
    <message>
        <source>It usually calls every {0}.</source>
        <translation>Il appelle d’ordinaire toutes les {0}.</translation>
    </message>
    <message>
        <source>Two terminals call under this serial number, so its punches may come from either. Find the one that does not belong here and disconnect it.</source>
        <translation>Deux terminaux appellent sous ce numéro de série&#xa0;: ses pointages peuvent venir de l’un ou de l’autre. Trouvez celui qui n’a rien à faire ici et débranchez-le.</translation>
    </message>
    <message>
        <source>Health: {0}.</source>
        <translation>Santé&#xa0;: {0}.</translation>
    </message>
    <message>
        <source>ever</source>
        <translation>depuis toujours</translation>
    </message>
    <message>
        <source>Last punch {0}: {1}.</source>
        <translation>Dernier pointage {0}&#xa0;: {1}.</translation>
    </message>
    <message>
        <source>Last punch {0}: {1}, {2}.</source>
        <translation>Dernier pointage {0}&#xa0;: {1}, {2}.</translation>
    </message>
    <message>
        <source>Last punch {0}.</source>
        <translation>Dernier pointage {0}.</translation>
    </message>
    <message>
        <source>No punch of it is known.</source>
        <translation>Aucun pointage de ce terminal n’est connu.</translation>
    </message>
    <message>
        <source>Asking the edge…</source>
        <translation>Interrogation du serveur…</translation>
    </message>
    <message>
        <source>None since the edge was started.</source>
        <translation>Aucune depuis le démarrage du serveur.</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>refusé</translation>
    </message>
    <message>
        <source>{0} received, answered in {1} ms</source>
        <translation>{0} reçus, réponse en {1} ms</translation>
    </message>
    <message>
        <source>came online</source>
        <translation>est revenu en ligne</translation>
    </message>
    <message>
        <source>went offline</source>
        <translation>est passé hors ligne</translation>
    </message>
    <message>
        <source>comes and goes</source>
        <translation>va et vient</translation>
    </message>
    <message>
        <source>registered</source>
        <translation>enregistré</translation>
    </message>
    <message>
        <source>clock is right again</source>
        <translation>l’horloge est de nouveau juste</translation>
    </message>
    <message>
        <source>another device appeared</source>
        <translation>un autre appareil est apparu</translation>
    </message>
    <message>
        <source>its own</source>
        <translation>le sien</translation>
    </message>
    <message>
        <source>of its site</source>
        <translation>de son site</translation>
    </message>
    <message>
        <source>of the account</source>
        <translation>du compte</translation>
    </message>
    <message>
        <source>a guess</source>
        <translation>une supposition</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>Numéro de série</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modèle</translation>
    </message>
    <message>
        <source>Firmware</source>
        <translation>Micrologiciel</translation>
    </message>
    <message>
        <source>Push protocol</source>
        <translation>Protocole push</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>Fuseau horaire</translation>
    </message>
    <message>
        <source>{0} ({1})</source>
        <translation>{0} ({1})</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personnes</translation>
    </message>
    <message>
        <source>Fingerprints</source>
        <translation>Empreintes</translation>
    </message>
    <message>
        <source>Faces</source>
        <translation>Visages</translation>
    </message>
    <message>
        <source>Punches held</source>
        <translation>Pointages conservés</translation>
    </message>
    <message>
        <source>Commands waiting</source>
        <translation>Commandes en attente</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Étiquettes</translation>
    </message>
    <message>
        <source>The edge could not be asked: {0}</source>
        <translation>Le serveur n’a pas pu être interrogé&#xa0;: {0}</translation>
    </message>
</context>
<context>
    <name>DeviceTable</name>
    <message>
        <source>Terminals</source>
        <translation>Terminaux</translation>
    </message>
</context>
<context>
    <name>DeviceWords</name>
    <message>
        <source>Status</source>
        <translation>État</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>Site</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Raison</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>Contact</translation>
    </message>
    <message>
        <source>Last punch</source>
        <translation>Pointage</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>Numéro de série</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modèle</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personnes</translation>
    </message>
    <message>
        <source>Fingerprints</source>
        <translation>Empreintes</translation>
    </message>
    <message>
        <source>Faces</source>
        <translation>Visages</translation>
    </message>
    <message>
        <source>Punches held</source>
        <translation>Pointages conservés</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Commandes</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Horloge</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Firmware</source>
        <translation>Micrologiciel</translation>
    </message>
    <message>
        <source>Push protocol</source>
        <translation>Protocole push</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Étiquettes</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>En attente</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>inconnu</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}&#xa0;: {1}</translation>
    </message>
    <message>
        <source>, </source>
        <translation>, </translation>
    </message>
    <message>
        <source>Registered</source>
        <translation>Enregistré</translation>
    </message>
    <message>
        <source>Nothing is taken in until somebody approves.</source>
        <translation>Rien n’est accepté avant une approbation.</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} sur {1}</translation>
    </message>
    <message>
        <source>folded</source>
        <translation>replié</translation>
    </message>
    <message>
        <source>open</source>
        <translation>ouvert</translation>
    </message>
    <message>
        <source>Silent for {0}</source>
        <translation>Muet depuis {0}</translation>
    </message>
    <message>
        <source>Comes and goes</source>
        <translation>Va et vient</translation>
    </message>
    <message>
        <source>Has never called</source>
        <translation>N’a jamais appelé</translation>
    </message>
    <message>
        <source>Nobody has approved it yet</source>
        <translation>Personne ne l’a encore approuvé</translation>
    </message>
    <message>
        <source>{0}, {1}</source>
        <translation>{0}, {1}</translation>
    </message>
</context>
<context>
    <name>DevicesPage</name>
    <message>
        <source>Filter, for example  {0}</source>
        <translation>Filtrer, par exemple  {0}</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>Effacer le filtre</translation>
    </message>
    <message>
        <source>Group by site</source>
        <translation>Grouper par site</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Colonnes</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Terminaux</translation>
    </message>
    <message>
        <source>Nothing matches</source>
        <translation>Aucun résultat</translation>
    </message>
    <message>
        <source>No terminal passes the filter.</source>
        <translation>Aucun terminal ne passe le filtre.</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} sur {1}</translation>
    </message>
    <message numerus="yes">
        <source>Set %n clocks…</source>
        <translation>
            <numerusform>Régler %Ln horloge…</numerusform>
            <numerusform>Régler %Ln horloges…</numerusform>
        </translation>
    </message>
    <message>
        <source>They are off by more than a minute</source>
        <translation>Elles sont décalées de plus d’une minute</translation>
    </message>
    <message numerus="yes">
        <source>%n waiting for approval</source>
        <translation>
            <numerusform>%Ln en attente d’approbation</numerusform>
            <numerusform>%Ln en attente d’approbation</numerusform>
        </translation>
    </message>
    <message>
        <source>Show only these, or all again</source>
        <translation>N’afficher que ceux-ci, ou tout à nouveau</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>Connexion en cours</translation>
    </message>
    <message>
        <source>The edge at {0} has not been heard so far.</source>
        <translation>Le serveur {0} n’a pas donné signe de vie jusqu’ici.</translation>
    </message>
    <message>
        <source>No data yet</source>
        <translation>Pas encore de données</translation>
    </message>
    <message>
        <source>Sort by</source>
        <translation>Trier par</translation>
    </message>
    <message>
        <source>Columns as they were at first</source>
        <translation>Colonnes d’origine</translation>
    </message>
</context>
<context>
    <name>DiagnosticsDialog</name>
    <message>
        <source>Diagnostics</source>
        <translation>Diagnostic</translation>
    </message>
    <message>
        <source>One file for whoever helps you. It holds no keys, PINs or names; look at each part before you save it. Nothing is sent.</source>
        <translation>Un fichier pour qui vous aide. Il ne contient ni clés, ni codes PIN, ni noms&#xa0;; regardez chaque partie avant de l’enregistrer. Rien n’est envoyé.</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Fichiers</translation>
    </message>
    <message>
        <source>What the file holds</source>
        <translation>Ce que contient le fichier</translation>
    </message>
    <message>
        <source>With a picture of the window. Names can be seen in it.</source>
        <translation>Avec une image de la fenêtre. On peut y voir des noms.</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Enregistrer…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
</context>
<context>
    <name>DiffPane</name>
    <message>
        <source>What differs</source>
        <translation>Ce qui diffère</translation>
    </message>
    <message>
        <source>Push differences</source>
        <translation>Pousser les différences</translation>
    </message>
    <message>
        <source>Write the edge&apos;s records to the terminals; nobody is removed</source>
        <translation>Écrire les données du serveur sur les terminaux&#xa0;; personne n’est supprimé</translation>
    </message>
    <message>
        <source>Read from the terminal</source>
        <translation>Lire depuis le terminal</translation>
    </message>
    <message>
        <source>Make the edge hold what the terminals hold</source>
        <translation>Reprendre sur le serveur ce que contiennent les terminaux</translation>
    </message>
    <message>
        <source>Enrol…</source>
        <translation>Enregistrer la biométrie…</translation>
    </message>
    <message>
        <source>Remove extras…</source>
        <translation>Supprimer ce qui est en trop…</translation>
    </message>
    <message>
        <source>Delete from the terminals whom the edge does not know</source>
        <translation>Supprimer des terminaux ceux que le serveur ne connaît pas</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>Différences</translation>
    </message>
    <message>
        <source>Nobody is on it, nor shall be.</source>
        <translation>Personne ne s’y trouve ni ne doit s’y trouver.</translation>
    </message>
    <message numerus="yes">
        <source>Push %Ln differences</source>
        <translation>
            <numerusform>Pousser&#xa0;%Ln différence</numerusform>
            <numerusform>Pousser&#xa0;%Ln différences</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Read %Ln from terminals…</source>
        <translation>
            <numerusform>Lire&#xa0;%Ln depuis les terminaux…</numerusform>
            <numerusform>Lire&#xa0;%Ln depuis les terminaux…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Remove %Ln extras…</source>
        <translation>
            <numerusform>Supprimer&#xa0;%Ln en trop…</numerusform>
            <numerusform>Supprimer&#xa0;%Ln en trop…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Enrol %Ln people…</source>
        <translation>
            <numerusform>Enregistrer&#xa0;%Ln personne…</numerusform>
            <numerusform>Enregistrer&#xa0;%Ln personnes…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>et&#xa0;%Ln de plus</numerusform>
            <numerusform>et&#xa0;%Ln de plus</numerusform>
        </translation>
    </message>
    <message>
        <source>{0} on {1}</source>
        <translation>{0} sur {1}</translation>
    </message>
</context>
<context>
    <name>DiscardDialog</name>
    <message>
        <source>What stands there is deleted for good. Who did it, when and why stays: no way back.</source>
        <translation>Ce qui s’y trouve est supprimé définitivement. Qui l’a fait, quand et pourquoi reste noté&#xa0;: c’est irréversible.</translation>
    </message>
    <message>
        <source>Let go</source>
        <translation>Abandonner</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Raison</translation>
    </message>
    <message>
        <source>Say why, for whoever looks for them.</source>
        <translation>Dites pourquoi, pour ceux qui les chercheront.</translation>
    </message>
</context>
<context>
    <name>Document</name>
    <message>
        <source>Page {0} of {1}</source>
        <translation>Page {0} sur {1}</translation>
    </message>
</context>
<context>
    <name>EmployeeActions</name>
    <message>
        <source>The employee is made</source>
        <translation>L’employé est créé</translation>
    </message>
    <message>
        <source>The employee is changed</source>
        <translation>L’employé est modifié</translation>
    </message>
    <message>
        <source>Terminals are told what differs</source>
        <translation>Les terminaux reçoivent ce qui diffère</translation>
    </message>
    <message numerus="yes">
        <source>Write %Ln people to their terminals once more?</source>
        <translation>
            <numerusform>Écrire à nouveau&#xa0;%Ln personne sur ses terminaux ?</numerusform>
            <numerusform>Écrire à nouveau&#xa0;%Ln personnes sur leurs terminaux&#xa0;?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %Ln employees?</source>
        <translation>
            <numerusform>Supprimer&#xa0;%Ln employé ?</numerusform>
            <numerusform>Supprimer&#xa0;%Ln employés&#xa0;?</numerusform>
        </translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Supprimer</translation>
    </message>
    <message numerus="yes">
        <source>%Ln employees are deleted</source>
        <translation>
            <numerusform>%Ln employé est supprimé</numerusform>
            <numerusform>%Ln employés sont supprimés</numerusform>
        </translation>
    </message>
    <message>
        <source>Terminals that hold them lose them; those that are offline, later.</source>
        <translation>Les terminaux qui les contiennent les perdent&#xa0;; ceux qui sont hors ligne, plus tard.</translation>
    </message>
    <message>
        <source>, </source>
        <translation>, </translation>
    </message>
    <message>
        <source>Lost for good: {0}. Whoever comes back enrols again.</source>
        <translation>Perdu définitivement&#xa0;: {0}. Qui revient s’enregistre à nouveau.</translation>
    </message>
    <message>
        <source>Their punches stay.</source>
        <translation>Leurs pointages restent.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln more</source>
        <translation>
            <numerusform>%Ln de plus</numerusform>
            <numerusform>%Ln de plus</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EmployeeDetail</name>
    <message>
        <source>Edit…</source>
        <translation>Modifier…</translation>
    </message>
    <message>
        <source>Enrol…</source>
        <translation>Enregistrer la biométrie…</translation>
    </message>
    <message>
        <source>In the matrix</source>
        <translation>Dans la matrice</translation>
    </message>
    <message>
        <source>Recognised by</source>
        <translation>Reconnu par</translation>
    </message>
    <message>
        <source>Terminals</source>
        <translation>Terminaux</translation>
    </message>
    <message>
        <source>Out of sync</source>
        <translation>Désynchronisé</translation>
    </message>
    <message>
        <source>As wanted on {0} of {1}</source>
        <translation>Conforme sur {0} des {1}</translation>
    </message>
    <message>
        <source>Employee id</source>
        <translation>Matricule</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>Code PIN</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>Carte</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>Service</translation>
    </message>
    <message>
        <source>Privilege</source>
        <translation>Privilège</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>Actif</translation>
    </message>
    <message>
        <source>No: terminals lose the person</source>
        <translation>Non&#xa0;: les terminaux perdent la personne</translation>
    </message>
    <message>
        <source>From</source>
        <translation>De</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Fin</translation>
    </message>
    <message>
        <source>Shall be at</source>
        <translation>Doit se trouver à</translation>
    </message>
    <message>
        <source>Nowhere yet</source>
        <translation>Nulle part encore</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Oui</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Non</translation>
    </message>
    <message>
        <source>Fingers</source>
        <translation>Doigts</translation>
    </message>
    <message>
        <source>Faces</source>
        <translation>Visages</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Mot de passe</translation>
    </message>
    <message>
        <source>Palms</source>
        <translation>Paumes</translation>
    </message>
    <message numerus="yes">
        <source>tried %Ln times</source>
        <translation>
            <numerusform>essayé&#xa0;%Ln fois</numerusform>
            <numerusform>essayé&#xa0;%Ln fois</numerusform>
        </translation>
    </message>
    <message>
        <source>On no terminal. Put the person at a site, or on a terminal.</source>
        <translation>Sur aucun terminal. Affectez la personne à un site ou à un terminal.</translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>et&#xa0;%Ln de plus</numerusform>
            <numerusform>et&#xa0;%Ln de plus</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EmployeeDialog</name>
    <message>
        <source>New employee</source>
        <translation>Nouvel employé</translation>
    </message>
    <message>
        <source>Change {0}</source>
        <translation>Modifier {0}</translation>
    </message>
    <message>
        <source>Make it</source>
        <translation>Créer</translation>
    </message>
    <message>
        <source>Change it</source>
        <translation>Modifier</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Your own, in all systems.</source>
        <translation>Le vôtre, dans tous les systèmes.</translation>
    </message>
    <message>
        <source>Employee id</source>
        <translation>Matricule</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>Code PIN</translation>
    </message>
    <message>
        <source>What terminals call the person.</source>
        <translation>Comment les terminaux désignent la personne.</translation>
    </message>
    <message>
        <source>chosen for you</source>
        <translation>choisi pour vous</translation>
    </message>
    <message>
        <source>Card number</source>
        <translation>Numéro de carte</translation>
    </message>
    <message>
        <source>Decimal, as printed.</source>
        <translation>Décimal, tel qu’imprimé.</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>Service</translation>
    </message>
    <message>
        <source>Privilege</source>
        <translation>Privilège</translation>
    </message>
    <message>
        <source>Active: terminals hold the person</source>
        <translation>Actif&#xa0;: les terminaux contiennent la personne</translation>
    </message>
    <message>
        <source>Shall be at</source>
        <translation>Doit se trouver à</translation>
    </message>
    <message>
        <source>Give it an id of yours.</source>
        <translation>Donnez-lui un identifiant à vous.</translation>
    </message>
    <message>
        <source>64 characters at most.</source>
        <translation>64 caractères au plus.</translation>
    </message>
    <message>
        <source>1 to 24 letters and digits.</source>
        <translation>1 à 24 lettres et chiffres.</translation>
    </message>
    <message>
        <source>Digits only, 20 at most.</source>
        <translation>Chiffres seulement, 20 au plus.</translation>
    </message>
</context>
<context>
    <name>EmployeeImportDialog</name>
    <message>
        <source>Import employees</source>
        <translation>Importer des employés</translation>
    </message>
    <message>
        <source>A table (CSV) with a line of headings. Whoever is there already is changed; an empty cell leaves what was there. Nobody is removed.</source>
        <translation>Un tableau (CSV) avec une ligne de titres. Qui existe déjà est modifié&#xa0;; une case vide laisse ce qui était là. Personne n’est supprimé.</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importer</translation>
    </message>
    <message>
        <source>Headings that are understood</source>
        <translation>Titres reconnus</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>Choisir un fichier…</translation>
    </message>
    <message>
        <source>What became of each line</source>
        <translation>Ce qu’il est advenu de chaque ligne</translation>
    </message>
    <message>
        <source>Tables (*.csv *.txt)</source>
        <translation>Tableaux (*.csv *.txt)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Tous les fichiers (*)</translation>
    </message>
    <message>
        <source>It is larger than 10 MB. Split it.</source>
        <translation>Il dépasse 10 Mo. Divisez-le.</translation>
    </message>
    <message>
        <source>{0} cannot be read</source>
        <translation>{0} ne peut pas être lu</translation>
    </message>
    <message numerus="yes">
        <source>{0}: %Ln lines</source>
        <translation>
            <numerusform>{0}&#xa0;:&#xa0;%Ln ligne</numerusform>
            <numerusform>{0}&#xa0;:&#xa0;%Ln lignes</numerusform>
        </translation>
    </message>
    <message>
        <source>That was not done</source>
        <translation>Cela n’a pas été fait</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>made</source>
        <translation>créé</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>modifié</translation>
    </message>
    <message>
        <source>Line {0} · {1} · {2}</source>
        <translation>Ligne {0} · {1} · {2}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln made</source>
        <translation>
            <numerusform>%Ln créé</numerusform>
            <numerusform>%Ln créés</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln changed</source>
        <translation>
            <numerusform>%Ln modifié</numerusform>
            <numerusform>%Ln modifiés</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln failed</source>
        <translation>
            <numerusform>%Ln échoué</numerusform>
            <numerusform>%Ln échoués</numerusform>
        </translation>
    </message>
    <message>
        <source>Mend the lines and import them again.</source>
        <translation>Corrigez les lignes et importez-les à nouveau.</translation>
    </message>
    <message>
        <source>{0} of {1} lines</source>
        <translation>{0} lignes sur {1}</translation>
    </message>
    <message>
        <source>It goes on at the edge if you close this.</source>
        <translation>Cela continue sur le serveur si vous fermez ceci.</translation>
    </message>
    <message>
        <source>{0} · {1}</source>
        <translation>{0} · {1}</translation>
    </message>
</context>
<context>
    <name>EmployeeWords</name>
    <message>
        <source>There</source>
        <translation>Présent</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>En attente</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Manquant</translation>
    </message>
    <message>
        <source>Extra</source>
        <translation>En trop</translation>
    </message>
    <message>
        <source>Different</source>
        <translation>Différent</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Échoué</translation>
    </message>
    <message>
        <source>Not meant to be there</source>
        <translation>Ne devrait pas s’y trouver</translation>
    </message>
    <message>
        <source>The terminal holds the person as the edge wants it.</source>
        <translation>Le terminal a la personne telle que le serveur la veut.</translation>
    </message>
    <message>
        <source>On its way, or waiting until the terminal calls.</source>
        <translation>En chemin, ou en attente de l’appel du terminal.</translation>
    </message>
    <message>
        <source>In the edge but not on the terminal, though the terminal is heard.</source>
        <translation>Sur le serveur mais pas sur le terminal, bien que celui-ci réponde.</translation>
    </message>
    <message>
        <source>On the terminal, though the edge does not want it there.</source>
        <translation>Sur le terminal, alors que le serveur ne l’y veut pas.</translation>
    </message>
    <message>
        <source>On the terminal, but with another name, card or privilege.</source>
        <translation>Sur le terminal, mais avec un autre nom, une autre carte ou un autre privilège.</translation>
    </message>
    <message>
        <source>The terminal refused, and the edge has given up for now.</source>
        <translation>Le terminal a refusé, et le serveur a renoncé pour l’instant.</translation>
    </message>
    <message>
        <source>Nobody wants the person there.</source>
        <translation>Personne ne veut de cette personne à cet endroit.</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Utilisateur</translation>
    </message>
    <message>
        <source>Enroller</source>
        <translation>Chargé des enregistrements</translation>
    </message>
    <message>
        <source>Administrator</source>
        <translation>Administrateur</translation>
    </message>
    <message>
        <source>Super administrator</source>
        <translation>Super-administrateur</translation>
    </message>
    <message numerus="yes">
        <source>%Ln fingers</source>
        <translation>
            <numerusform>%Ln doigt</numerusform>
            <numerusform>%Ln doigts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln faces</source>
        <translation>
            <numerusform>%Ln visage</numerusform>
            <numerusform>%Ln visages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln palms</source>
        <translation>
            <numerusform>%Ln paume</numerusform>
            <numerusform>%Ln paumes</numerusform>
        </translation>
    </message>
    <message>
        <source>None</source>
        <translation>Aucune</translation>
    </message>
    <message>
        <source>Nowhere</source>
        <translation>Nulle part</translation>
    </message>
    <message numerus="yes">
        <source>%Ln failed</source>
        <translation>
            <numerusform>%Ln échoué</numerusform>
            <numerusform>%Ln échoués</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln waiting</source>
        <translation>
            <numerusform>%Ln en attente</numerusform>
            <numerusform>%Ln en attente</numerusform>
        </translation>
    </message>
    <message>
        <source>In sync</source>
        <translation>À jour</translation>
    </message>
    <message>
        <source>Removed</source>
        <translation>Supprimé</translation>
    </message>
    <message>
        <source>Could not be written</source>
        <translation>N’a pas pu être écrit</translation>
    </message>
    <message>
        <source>Could not be removed</source>
        <translation>N’a pas pu être supprimé</translation>
    </message>
    <message>
        <source>Waits to be written</source>
        <translation>En attente d’écriture</translation>
    </message>
    <message>
        <source>Waits to be removed</source>
        <translation>En attente de suppression</translation>
    </message>
    <message>
        <source>{0}, {1}</source>
        <translation>{0}, {1}</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>Carte</translation>
    </message>
    <message>
        <source>Privilege</source>
        <translation>Privilège</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>rien</translation>
    </message>
    <message>
        <source>{0}: {1} at the edge, {2} on the terminal</source>
        <translation>{0}&#xa0;: {1} sur le serveur, {2} sur le terminal</translation>
    </message>
    <message>
        <source>In the edge but not on the terminal, since {0}</source>
        <translation>Sur le serveur mais pas sur le terminal, depuis {0}</translation>
    </message>
    <message>
        <source>In the edge but not on the terminal yet</source>
        <translation>Sur le serveur mais pas encore sur le terminal</translation>
    </message>
    <message>
        <source>Waits to be removed from the terminal</source>
        <translation>En attente de suppression du terminal</translation>
    </message>
    <message>
        <source>Waits to be written once more</source>
        <translation>En attente d’une nouvelle écriture</translation>
    </message>
    <message>
        <source>On the terminal, but nobody the edge knows; it is left alone</source>
        <translation>Sur le terminal, mais inconnu du serveur&#xa0;; on n’y touche pas</translation>
    </message>
    <message>
        <source>On the terminal, but the edge does not want it there any more</source>
        <translation>Sur le terminal, mais le serveur ne l’y veut plus</translation>
    </message>
    <message>
        <source>Could not be removed, {0}</source>
        <translation>N’a pas pu être supprimé, {0}</translation>
    </message>
    <message>
        <source>Could not be written, {0}</source>
        <translation>N’a pas pu être écrit, {0}</translation>
    </message>
    <message>
        <source>On the terminal. Biometrics: {0}</source>
        <translation>Sur le terminal. Biométrie&#xa0;: {0}</translation>
    </message>
</context>
<context>
    <name>EmployeesPage</name>
    <message>
        <source>Employees</source>
        <translation>Employés</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Employee id</source>
        <translation>Matricule</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>Code PIN</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>Carte</translation>
    </message>
    <message>
        <source>Biometrics</source>
        <translation>Biométrie</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Lieu</translation>
    </message>
    <message>
        <source>Sync</source>
        <translation>Synchro</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} sur {1}</translation>
    </message>
    <message>
        <source>Privilege</source>
        <translation>Privilège</translation>
    </message>
    <message>
        <source>Shown as</source>
        <translation>Présentation</translation>
    </message>
    <message>
        <source>List</source>
        <translation>Liste</translation>
    </message>
    <message>
        <source>Matrix</source>
        <translation>Matrice</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>Site</translation>
    </message>
    <message>
        <source>Which</source>
        <translation>Lesquels</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Tous</translation>
    </message>
    <message>
        <source>Out of sync</source>
        <translation>Désynchronisé</translation>
    </message>
    <message>
        <source>Failed on a terminal</source>
        <translation>Échec sur un terminal</translation>
    </message>
    <message>
        <source>Not enrolled</source>
        <translation>Non enregistré</translation>
    </message>
    <message>
        <source>Not active</source>
        <translation>Inactif</translation>
    </message>
    <message>
        <source>Only people with differences</source>
        <translation>Seulement les personnes avec des différences</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importer…</translation>
    </message>
    <message>
        <source>New employee…</source>
        <translation>Nouvel employé…</translation>
    </message>
    <message>
        <source>Enrol…</source>
        <translation>Enregistrer la biométrie…</translation>
    </message>
    <message>
        <source>Push differences</source>
        <translation>Pousser les différences</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>Modifier…</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Supprimer…</translation>
    </message>
    <message>
        <source>Employee</source>
        <translation>Employé</translation>
    </message>
    <message>
        <source>Nobody matches</source>
        <translation>Personne ne correspond</translation>
    </message>
    <message>
        <source>Search for something else, or choose another site.</source>
        <translation>Cherchez autre chose, ou choisissez un autre site.</translation>
    </message>
    <message>
        <source>Nobody yet</source>
        <translation>Personne pour l’instant</translation>
    </message>
    <message>
        <source>Make employees or import them. Who stands on terminals already is seen in the matrix.</source>
        <translation>Créez des employés ou importez-les. Ceux qui sont déjà sur les terminaux se voient dans la matrice.</translation>
    </message>
    <message>
        <source>List or matrix</source>
        <translation>Liste ou matrice</translation>
    </message>
    <message>
        <source>Import employees…</source>
        <translation>Importer des employés…</translation>
    </message>
    <message>
        <source>All sites</source>
        <translation>Tous les sites</translation>
    </message>
    <message>
        <source>not active</source>
        <translation>inactif</translation>
    </message>
    <message>
        <source>On a terminal</source>
        <translation>Terminal</translation>
    </message>
    <message>
        <source>Nowhere yet</source>
        <translation>Nulle part encore</translation>
    </message>
</context>
<context>
    <name>EndpointDetail</name>
    <message>
        <source>How it does</source>
        <translation>Comment il se porte</translation>
    </message>
    <message>
        <source>How it is set</source>
        <translation>Comment il est réglé</translation>
    </message>
    <message>
        <source>Told of</source>
        <translation>Informé de</translation>
    </message>
    <message>
        <source>{0}, the oldest for {1}</source>
        <translation>{0}, la plus ancienne depuis {1}</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>En attente</translation>
    </message>
    <message>
        <source>Given up</source>
        <translation>Abandonné</translation>
    </message>
    <message>
        <source>Last taken</source>
        <translation>Dernière livraison acceptée</translation>
    </message>
    <message>
        <source>Takes</source>
        <translation>Accepte</translation>
    </message>
    <message>
        <source>Tried next</source>
        <translation>Prochain essai</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Ordre</translation>
    </message>
    <message>
        <source>Kept for</source>
        <translation>Gardé pendant</translation>
    </message>
    <message>
        <source>Signed with</source>
        <translation>Signé avec</translation>
    </message>
    <message>
        <source>Secrets</source>
        <translation>Secrets</translation>
    </message>
    <message numerus="yes">
        <source>%n, while a rotation overlaps</source>
        <translation>
            <numerusform>%Ln, le temps d’une rotation</numerusform>
            <numerusform>%Ln, le temps d’une rotation</numerusform>
        </translation>
    </message>
    <message>
        <source>Headers</source>
        <translation>En-têtes</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Créé</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Id</translation>
    </message>
    <message>
        <source>Deliveries</source>
        <translation>Livraisons</translation>
    </message>
    <message>
        <source>Send a test…</source>
        <translation>Envoyer un test…</translation>
    </message>
    <message>
        <source>Try now…</source>
        <translation>Essayer maintenant…</translation>
    </message>
    <message>
        <source>Deliver again…</source>
        <translation>Livrer à nouveau…</translation>
    </message>
    <message>
        <source>Pause…</source>
        <translation>Mettre en pause…</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Reprendre</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>Modifier…</translation>
    </message>
    <message>
        <source>New secret…</source>
        <translation>Nouveau secret…</translation>
    </message>
</context>
<context>
    <name>EndpointDialog</name>
    <message>
        <source>New webhook</source>
        <translation>Nouveau webhook</translation>
    </message>
    <message>
        <source>Edit webhook</source>
        <translation>Modifier le webhook</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>Créer</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Enregistrer</translation>
    </message>
    <message>
        <source>It is told of everything from now on. Its secret is shown once it is made.</source>
        <translation>Il est informé de tout à partir de maintenant. Son secret est montré une fois créé.</translation>
    </message>
    <message>
        <source>What waits already is sent to the new address too.</source>
        <translation>Ce qui attend déjà part aussi à la nouvelle adresse.</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Like https://hr.example.com/in</source>
        <translation>Par exemple https://hr.example.com/in</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>For people; may be empty.</source>
        <translation>Pour les lecteurs&#xa0;; peut être vide.</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Ordre</translation>
    </message>
    <message>
        <source>Kept while it takes nothing</source>
        <translation>Gardé tant qu’il n’accepte rien</translation>
    </message>
    <message>
        <source>Signed with</source>
        <translation>Signé avec</translation>
    </message>
    <message>
        <source>One a line, like Authorization: Bearer …</source>
        <translation>Un par ligne, comme Authorization: Bearer …</translation>
    </message>
    <message>
        <source>Sent now: {0}. Leave this empty to keep them.</source>
        <translation>Envoyés actuellement&#xa0;: {0}. Laissez vide pour les garder.</translation>
    </message>
    <message>
        <source>Headers of your own</source>
        <translation>En-têtes à vous</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Événements</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Tous</translation>
    </message>
    <message>
        <source>Also those that later versions add.</source>
        <translation>Ainsi que ceux que les versions suivantes ajouteront.</translation>
    </message>
    <message>
        <source>Only these</source>
        <translation>Seulement ceux-ci</translation>
    </message>
    <message>
        <source>What is ticked below.</source>
        <translation>Ce qui est coché ci-dessous.</translation>
    </message>
    <message>
        <source>Write a whole address like https://hr.example.com/in</source>
        <translation>Saisissez une adresse complète comme https://hr.example.com/in</translation>
    </message>
    <message>
        <source>Choose at least one event.</source>
        <translation>Choisissez au moins un événement.</translation>
    </message>
    <message>
        <source>This is no header: {0}</source>
        <translation>Ceci n’est pas un en-tête&#xa0;: {0}</translation>
    </message>
    <message numerus="yes">
        <source>%n hours</source>
        <translation>
            <numerusform>%Ln heure</numerusform>
            <numerusform>%Ln heures</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days</source>
        <translation>
            <numerusform>%Ln jour</numerusform>
            <numerusform>%Ln jours</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EndpointsList</name>
    <message>
        <source>Endpoints</source>
        <translation>Destinataires</translation>
    </message>
    <message>
        <source>Webhook</source>
        <translation>Webhook</translation>
    </message>
    <message>
        <source>State</source>
        <translation>État</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>En attente</translation>
    </message>
    <message>
        <source>Below: how old the oldest one is</source>
        <translation>Dessous&#xa0;: l’âge de la plus ancienne</translation>
    </message>
    <message>
        <source>Given up</source>
        <translation>Abandonné</translation>
    </message>
    <message>
        <source>Last taken</source>
        <translation>Dernière livraison acceptée</translation>
    </message>
    <message>
        <source>Takes</source>
        <translation>Accepte</translation>
    </message>
    <message>
        <source>Told of</source>
        <translation>Informé de</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Créé</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Ordre</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>A webhook tells your own systems of every punch, alert and command as it happens.</source>
        <translation>Un webhook informe vos propres systèmes de chaque pointage, alerte et commande à l’instant même.</translation>
    </message>
    <message>
        <source>Nobody is told of anything by POST yet.</source>
        <translation>Personne n’est encore informé de quoi que ce soit par POST.</translation>
    </message>
    <message>
        <source>No webhooks yet</source>
        <translation>Pas encore de webhooks</translation>
    </message>
    <message>
        <source>New webhook…</source>
        <translation>Nouveau webhook…</translation>
    </message>
    <message>
        <source>Check a signature…</source>
        <translation>Vérifier une signature…</translation>
    </message>
    <message>
        <source>Its deliveries</source>
        <translation>Ses livraisons</translation>
    </message>
    <message>
        <source>Send a test event…</source>
        <translation>Envoyer un événement de test…</translation>
    </message>
    <message>
        <source>Deliver again what failed…</source>
        <translation>Livrer à nouveau ce qui a échoué…</translation>
    </message>
    <message>
        <source>Try again now…</source>
        <translation>Réessayer maintenant…</translation>
    </message>
    <message>
        <source>Pause…</source>
        <translation>Mettre en pause…</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Reprendre</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>Modifier…</translation>
    </message>
    <message>
        <source>New secret…</source>
        <translation>Nouveau secret…</translation>
    </message>
    <message>
        <source>Show the secret…</source>
        <translation>Afficher le secret…</translation>
    </message>
    <message>
        <source>Check a signature of it…</source>
        <translation>Vérifier une de ses signatures…</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Supprimer…</translation>
    </message>
</context>
<context>
    <name>EnrolDialog</name>
    <message numerus="yes">
        <source>Enrol %Ln people</source>
        <translation>
            <numerusform>Enregistrer&#xa0;%Ln personne</numerusform>
            <numerusform>Enregistrer&#xa0;%Ln personnes</numerusform>
        </translation>
    </message>
    <message>
        <source>Enrol</source>
        <translation>Enregistrer</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Quoi</translation>
    </message>
    <message>
        <source>Finger</source>
        <translation>Doigt</translation>
    </message>
    <message>
        <source>Try the failed ones again</source>
        <translation>Réessayer ceux qui ont échoué</translation>
    </message>
    <message>
        <source>Each person stands before each of these terminals while it asks for it.</source>
        <translation>Chaque personne se tient devant chacun de ces terminaux pendant qu’il la demande.</translation>
    </message>
    <message>
        <source>Name and card</source>
        <translation>Nom et carte</translation>
    </message>
    <message>
        <source>Terminals hold the person; what was enrolled elsewhere is shared with them.</source>
        <translation>Les terminaux contiennent la personne&#xa0;; ce qui a été enregistré ailleurs leur est transmis.</translation>
    </message>
    <message>
        <source>Face</source>
        <translation>Visage</translation>
    </message>
    <message>
        <source>Palm</source>
        <translation>Paume</translation>
    </message>
    <message>
        <source>Card at the reader</source>
        <translation>Carte au lecteur</translation>
    </message>
    <message>
        <source>Left little finger</source>
        <translation>Auriculaire gauche</translation>
    </message>
    <message>
        <source>Left ring finger</source>
        <translation>Annulaire gauche</translation>
    </message>
    <message>
        <source>Left middle finger</source>
        <translation>Majeur gauche</translation>
    </message>
    <message>
        <source>Left forefinger</source>
        <translation>Index gauche</translation>
    </message>
    <message>
        <source>Left thumb</source>
        <translation>Pouce gauche</translation>
    </message>
    <message>
        <source>Right thumb</source>
        <translation>Pouce droit</translation>
    </message>
    <message>
        <source>Right forefinger</source>
        <translation>Index droit</translation>
    </message>
    <message>
        <source>Right middle finger</source>
        <translation>Majeur droit</translation>
    </message>
    <message>
        <source>Right ring finger</source>
        <translation>Annulaire droit</translation>
    </message>
    <message>
        <source>Right little finger</source>
        <translation>Auriculaire droit</translation>
    </message>
    <message>
        <source>{0} on {1}</source>
        <translation>{0} sur {1}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln people</source>
        <translation>
            <numerusform>%Ln personne</numerusform>
            <numerusform>%Ln personnes</numerusform>
        </translation>
    </message>
    <message>
        <source>That is too many at once: choose fewer people or terminals.</source>
        <translation>C’est trop à la fois&#xa0;: choisissez moins de personnes ou de terminaux.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them are offline and are told when they call.</source>
        <translation>
            <numerusform>%Ln d’entre eux est hors ligne et sera informé à son appel.</numerusform>
            <numerusform>%Ln d’entre eux sont hors ligne et seront informés à leur appel.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln people are not active and are left out.</source>
        <translation>
            <numerusform>%Ln personne est inactive et laissée de côté.</numerusform>
            <numerusform>%Ln personnes sont inactives et laissées de côté.</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose sites or terminals</source>
        <translation>Choisissez des sites ou des terminaux</translation>
    </message>
    <message>
        <source>That was not done</source>
        <translation>Cela n’a pas été fait</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>How far it is cannot be asked now</source>
        <translation>L’avancement ne peut pas être demandé maintenant</translation>
    </message>
    <message>
        <source>{0} of {1} are there</source>
        <translation>{0} sur {1} y sont</translation>
    </message>
    <message>
        <source>You may close this: it goes on at the edge.</source>
        <translation>Vous pouvez fermer ceci&#xa0;: cela continue sur le serveur.</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} sur {1}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln failed</source>
        <translation>
            <numerusform>%Ln échoué</numerusform>
            <numerusform>%Ln échoués</numerusform>
        </translation>
    </message>
    <message>
        <source>On which terminals</source>
        <translation>Sur quels terminaux</translation>
    </message>
    <message numerus="yes">
        <source>%Ln waiting</source>
        <translation>
            <numerusform>%Ln en attente</numerusform>
            <numerusform>%Ln en attente</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln waiting until it calls</source>
        <translation>
            <numerusform>%Ln en attente de son appel</numerusform>
            <numerusform>%Ln en attente de son appel</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EntryDetail</name>
    <message>
        <source>What changed</source>
        <translation>Ce qui a changé</translation>
    </message>
    <message>
        <source>Proof</source>
        <translation>Preuve</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Quand</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Qui</translation>
    </message>
    <message>
        <source>{0} ({1})</source>
        <translation>{0} ({1})</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Quoi</translation>
    </message>
    <message>
        <source>Of what</source>
        <translation>Sur quoi</translation>
    </message>
    <message>
        <source>From</source>
        <translation>De</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Programme</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Requête</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>N°</translation>
    </message>
    <message>
        <source>Hash</source>
        <translation>Hachage</translation>
    </message>
    <message>
        <source>The one before</source>
        <translation>La précédente</translation>
    </message>
</context>
<context>
    <name>Exporting</name>
    <message>
        <source>Export</source>
        <translation>Exporter</translation>
    </message>
    <message>
        <source>Export {0}</source>
        <translation>Exporter {0}</translation>
    </message>
    <message>
        <source>There is nothing to export</source>
        <translation>Il n’y a rien à exporter</translation>
    </message>
    <message>
        <source>The export was cancelled</source>
        <translation>L’exportation a été annulée</translation>
    </message>
    <message>
        <source>No file was written.</source>
        <translation>Aucun fichier n’a été écrit.</translation>
    </message>
    <message>
        <source>There are too many rows for this kind of file. Filter them, or export as CSV.</source>
        <translation>Il y a trop de lignes pour ce type de fichier. Filtrez-les, ou exportez en CSV.</translation>
    </message>
    <message>
        <source>{0} was not written</source>
        <translation>{0} n’a pas été écrit</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Ouverte</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ouvrir le dossier</translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows</source>
        <translation>
            <numerusform>%Ln ligne</numerusform>
            <numerusform>%Ln lignes</numerusform>
        </translation>
    </message>
    <message>
        <source>{0} is written</source>
        <translation>{0} est écrit</translation>
    </message>
    <message>
        <source>Collecting what is to be exported</source>
        <translation>Collecte de ce qui doit être exporté</translation>
    </message>
    <message>
        <source>About this file</source>
        <translation>À propos de ce fichier</translation>
    </message>
    <message>
        <source>Exporting {0}</source>
        <translation>Exportation de {0}</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Spreadsheet (*.xlsx)</source>
        <translation>Classeur (*.xlsx)</translation>
    </message>
    <message>
        <source>Text with separators (*.csv)</source>
        <translation>Texte avec séparateurs (*.csv)</translation>
    </message>
    <message>
        <source>Document to print (*.pdf)</source>
        <translation>Document à imprimer (*.pdf)</translation>
    </message>
</context>
<context>
    <name>ExtendDialog</name>
    <message>
        <source>Silence until later</source>
        <translation>Prolonger la mise en silence</translation>
    </message>
    <message>
        <source>Hold on</source>
        <translation>Prolonger</translation>
    </message>
    <message>
        <source>From now for</source>
        <translation>À partir de maintenant, pendant</translation>
    </message>
</context>
<context>
    <name>Facts</name>
    <message>
        <source>Copy {0}</source>
        <translation>Copier {0}</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
</context>
<context>
    <name>FeedBar</name>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exporter…</translation>
    </message>
    <message>
        <source>Select only one again</source>
        <translation>N’en sélectionner à nouveau qu’une</translation>
    </message>
    <message numerus="yes">
        <source>%Ln selected</source>
        <translation>
            <numerusform>%Ln sélectionné</numerusform>
            <numerusform>%Ln sélectionnés</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FeedFills</name>
    <message>
        <source>The missing punches were not fetched</source>
        <translation>Les pointages manquants n’ont pas été récupérés</translation>
    </message>
    <message>
        <source>The gap is kept here no longer</source>
        <translation>La lacune n’est plus conservée ici</translation>
    </message>
    <message>
        <source>Nothing was punched meanwhile.</source>
        <translation>Rien n’a été pointé entre-temps.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln missing punches were put in</source>
        <translation>
            <numerusform>%Ln pointage manquant a été ajouté</numerusform>
            <numerusform>%Ln pointages manquants ont été ajoutés</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FeedPage</name>
    <message>
        <source>Filter, for example  {0}</source>
        <translation>Filtrer, par exemple  {0}</translation>
    </message>
    <message>
        <source>Pause the feed</source>
        <translation>Mettre le flux en pause</translation>
    </message>
    <message>
        <source>To the newest punch</source>
        <translation>Aller au pointage le plus récent</translation>
    </message>
    <message>
        <source>resume</source>
        <translation>reprendre</translation>
    </message>
    <message>
        <source>Filter the feed</source>
        <translation>Filtrer le flux</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>Effacer le filtre</translation>
    </message>
    <message>
        <source>Keep this view…</source>
        <translation>Garder cette vue…</translation>
    </message>
    <message>
        <source>Select one more, or one less</source>
        <translation>En sélectionner une de plus, ou une de moins</translation>
    </message>
    <message>
        <source>Colour rules…</source>
        <translation>Règles de couleur…</translation>
    </message>
    <message>
        <source>highlight</source>
        <translation>surligner</translation>
    </message>
    <message>
        <source>Copy the selected rows</source>
        <translation>Copier les lignes sélectionnées</translation>
    </message>
    <message>
        <source>Show the terminal of the selected row</source>
        <translation>Afficher le terminal de la ligne sélectionnée</translation>
    </message>
    <message>
        <source>Punches in each of the last 60 minutes</source>
        <translation>Pointages de chacune des 60 dernières minutes</translation>
    </message>
    <message>
        <source>Live feed</source>
        <translation>En direct</translation>
    </message>
    <message>
        <source>In a window of its own</source>
        <translation>Dans une fenêtre à part</translation>
    </message>
    <message>
        <source>No punches yet</source>
        <translation>Pas encore de pointages</translation>
    </message>
    <message>
        <source>Every punch appears here the moment a terminal hands it over.</source>
        <translation>Chaque pointage apparaît ici dès qu’un terminal le transmet.</translation>
    </message>
    <message>
        <source>Nothing matches</source>
        <translation>Aucun résultat</translation>
    </message>
    <message>
        <source>No punch that is kept here passes the filter. New ones that do appear by themselves.</source>
        <translation>Aucun pointage conservé ici ne passe le filtre. Les nouveaux qui le passent apparaîtront d’eux-mêmes.</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} sur {1}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln new, and what you see is kept no longer. Resume (End)</source>
        <translation>
            <numerusform>%Ln nouveau, et ce que vous voyez n’est plus conservé. Suivre (Fin)</numerusform>
            <numerusform>%Ln nouveaux, et ce que vous voyez n’est plus conservé. Suivre (Fin)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln new, resume (End)</source>
        <translation>
            <numerusform>%Ln nouveau, suivre (Fin)</numerusform>
            <numerusform>%Ln nouveaux, suivre (Fin)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln punches a minute</source>
        <translation>
            <numerusform>%Ln&#xa0;par&#xa0;min</numerusform>
            <numerusform>%Ln&#xa0;par&#xa0;min</numerusform>
        </translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Mettre en pause</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Suivre</translation>
    </message>
    <message>
        <source>Only {0}</source>
        <translation>Seulement {0}</translation>
    </message>
    <message>
        <source>employee {0}</source>
        <translation>employé {0}</translation>
    </message>
    <message>
        <source>Show {0}</source>
        <translation>Afficher {0}</translation>
    </message>
    <message>
        <source>Fetch what is missing</source>
        <translation>Récupérer ce qui manque</translation>
    </message>
    <message numerus="yes">
        <source>Copy %Ln rows</source>
        <translation>
            <numerusform>Copier&#xa0;%Ln ligne</numerusform>
            <numerusform>Copier&#xa0;%Ln lignes</numerusform>
        </translation>
    </message>
    <message>
        <source>Copy the row</source>
        <translation>Copier la ligne</translation>
    </message>
</context>
<context>
    <name>FeedTable</name>
    <message>
        <source>Punches, oldest first</source>
        <translation>Pointages, les plus anciens d’abord</translation>
    </message>
</context>
<context>
    <name>FeedWords</name>
    <message>
        <source>Time</source>
        <translation>Heure</translation>
    </message>
    <message>
        <source>Delay</source>
        <translation>Retard</translation>
    </message>
    <message>
        <source>Employee</source>
        <translation>Employé</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>Recognised by</source>
        <translation>Reconnu par</translation>
    </message>
    <message>
        <source>Terminal</source>
        <translation>Terminal</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>Site</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>Remarques</translation>
    </message>
    <message>
        <source>Late</source>
        <translation>En retard</translation>
    </message>
    <message>
        <source>Clock wrong</source>
        <translation>Horloge fausse</translation>
    </message>
    <message>
        <source>Hour left out</source>
        <translation>Heure sautée</translation>
    </message>
    <message>
        <source>Hour came twice</source>
        <translation>Heure passée deux fois</translation>
    </message>
    <message>
        <source>Zone guessed</source>
        <translation>Fuseau supposé</translation>
    </message>
    <message>
        <source>Repeated</source>
        <translation>Répété</translation>
    </message>
    <message>
        <source>Everything told meanwhile is at the edge; only this window has not heard it.</source>
        <translation>Tout ce qui a été dit entre-temps est sur le serveur&#xa0;; seule cette fenêtre ne l’a pas entendu.</translation>
    </message>
    <message>
        <source>none</source>
        <translation>aucun</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}&#xa0;: {1}</translation>
    </message>
    <message>
        <source> · </source>
        <translation> · </translation>
    </message>
    <message>
        <source>{0}, your time</source>
        <translation>{0}, à votre heure</translation>
    </message>
    <message>
        <source>Fetch it</source>
        <translation>Récupérer</translation>
    </message>
    <message>
        <source>Fetching…</source>
        <translation>Récupération…</translation>
    </message>
    <message>
        <source>Gap: the stream lost something here</source>
        <translation>Lacune&#xa0;: le flux a perdu quelque chose ici</translation>
    </message>
    <message>
        <source>Gap: the stream lost what was told before {0}</source>
        <translation>Lacune&#xa0;: le flux a perdu ce qui a été dit avant {0}</translation>
    </message>
    <message>
        <source>Gap: the stream lost what was told between {0} and {1}</source>
        <translation>Lacune&#xa0;: le flux a perdu ce qui a été dit entre {0} et {1}</translation>
    </message>
    <message>
        <source>At the terminal: {0} ({1})</source>
        <translation>Au terminal&#xa0;: {0} ({1})</translation>
    </message>
    <message>
        <source>Your time: {0}</source>
        <translation>À votre heure&#xa0;: {0}</translation>
    </message>
    <message>
        <source>Received: {0}, your time</source>
        <translation>Reçu&#xa0;: {0}, à votre heure</translation>
    </message>
    <message>
        <source>Arrived {0} before its own time: the terminal&apos;s clock is ahead</source>
        <translation>Arrivé {0} avant sa propre heure&#xa0;: l’horloge du terminal avance</translation>
    </message>
    <message>
        <source>Arrived {0} after it was made</source>
        <translation>Arrivé {0} après avoir été fait</translation>
    </message>
    <message>
        <source>the same person did the same at this terminal less than a minute away</source>
        <translation>la même personne a fait la même chose à ce terminal à moins d’une minute d’écart</translation>
    </message>
</context>
<context>
    <name>FilterBox</name>
    <message>
        <source>Filter</source>
        <translation>Filtre</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>Effacer le filtre</translation>
    </message>
    <message>
        <source>The filter can be read.</source>
        <translation>Le filtre est lisible.</translation>
    </message>
    <message>
        <source>The filter is not finished.</source>
        <translation>Le filtre n’est pas terminé.</translation>
    </message>
    <message>
        <source>The filter cannot be read; what was shown before stays.</source>
        <translation>Le filtre n’est pas lisible&#xa0;; l’affichage précédent reste.</translation>
    </message>
    <message>
        <source>At character {0}: {1}</source>
        <translation>Au caractère {0}&#xa0;: {1}</translation>
    </message>
</context>
<context>
    <name>Fingerprint</name>
    <message>
        <source>Fingerprint, SHA-256</source>
        <translation>Empreinte, SHA-256</translation>
    </message>
</context>
<context>
    <name>FirstRunDialog</name>
    <message>
        <source>Welcome to Punchdeck</source>
        <translation>Bienvenue dans Punchdeck</translation>
    </message>
    <message>
        <source>It watches over the terminals that report to an edge, a server of your own.</source>
        <translation>Il veille sur les terminaux qui rendent compte à un serveur edge, le vôtre.</translation>
    </message>
    <message>
        <source>Connect to a running edge</source>
        <translation>Se connecter à un serveur en service</translation>
    </message>
    <message>
        <source>You need its address and the key that you were given for it.</source>
        <translation>Il vous faut son adresse et la clé qui vous a été remise pour lui.</translation>
    </message>
    <message>
        <source>Look around in the demo</source>
        <translation>Découvrir la démonstration</translation>
    </message>
    <message>
        <source>An edge and a fleet of simulated terminals run on this computer until you leave. Nothing of it is kept.</source>
        <translation>Un serveur et un parc de terminaux simulés fonctionnent sur cet ordinateur jusqu’à votre départ. Rien n’en est conservé.</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>Commencer</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Clé</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Start the demo</source>
        <translation>Lancer la démo</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Suivant</translation>
    </message>
    <message>
        <source>Check the key</source>
        <translation>Vérifier la clé</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Se connecter</translation>
    </message>
    <message>
        <source>Enter the API key that you were given.</source>
        <translation>Saisissez la clé d’API qui vous a été remise.</translation>
    </message>
    <message>
        <source>The connection cannot be kept on this computer</source>
        <translation>La connexion ne peut pas être conservée sur cet ordinateur</translation>
    </message>
    <message>
        <source>Something went wrong inside Punchdeck</source>
        <translation>Une erreur s’est produite dans Punchdeck</translation>
    </message>
</context>
<context>
    <name>FirstSteps</name>
    <message>
        <source>Start the demo</source>
        <translation>Lancer la démo</translation>
    </message>
    <message>
        <source>Your first connection</source>
        <translation>Votre première connexion</translation>
    </message>
    <message>
        <source>Punchdeck watches over an edge: the server that your terminals report to. Enter its address and the key that you were given for it.</source>
        <translation>Punchdeck veille sur un serveur edge&#xa0;: celui auquel vos terminaux rendent compte. Saisissez son adresse et la clé qui vous a été remise.</translation>
    </message>
    <message>
        <source>No edge yet?</source>
        <translation>Pas encore de serveur&#xa0;?</translation>
    </message>
    <message>
        <source>Look around in a fleet of simulated terminals that runs on this computer.</source>
        <translation>Découvrez un parc de terminaux simulés qui fonctionne sur cet ordinateur.</translation>
    </message>
</context>
<context>
    <name>FirstTerminal</name>
    <message>
        <source>Connect the first terminal</source>
        <translation>Connecter le premier terminal</translation>
    </message>
    <message>
        <source>Add a terminal…</source>
        <translation>Ajouter un terminal…</translation>
    </message>
    <message>
        <source>On the terminal, open its menu for communication, then cloud server (ADMS), and enter:</source>
        <translation>Sur le terminal, ouvrez le menu de communication, puis serveur cloud (ADMS), et saisissez&#xa0;:</translation>
    </message>
    <message>
        <source>Within a minute it is listed here as waiting: approve it, and choose its site.</source>
        <translation>En moins d’une minute, il figure ici en attente&#xa0;: approuvez-le et choisissez son site.</translation>
    </message>
    <message>
        <source>Punch once. It is on the live page within a second.</source>
        <translation>Pointez une fois. C’est sur la page en direct en moins d’une seconde.</translation>
    </message>
    <message>
        <source>No terminal at hand? A command shows a simulated fleet of 14 sites:</source>
        <translation>Pas de terminal sous la main&#xa0;? Une commande montre un parc simulé de 14 sites&#xa0;:</translation>
    </message>
</context>
<context>
    <name>FleetFigures</name>
    <message>
        <source>Terminals online</source>
        <translation>Terminaux en ligne</translation>
    </message>
    <message>
        <source>Punches in the last hour</source>
        <translation>Pointages, dernière heure</translation>
    </message>
    <message>
        <source>Waiting for approval</source>
        <translation>En attente d’approbation</translation>
    </message>
    <message>
        <source>Sites</source>
        <translation>Sites</translation>
    </message>
    <message>
        <source>Terminals</source>
        <translation>Terminaux</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} sur {1}</translation>
    </message>
    <message>
        <source>All of them</source>
        <translation>Tous</translation>
    </message>
    <message>
        <source> · </source>
        <translation> · </translation>
    </message>
    <message>
        <source>Punches, last known hour</source>
        <translation>Pointages, dernière heure connue</translation>
    </message>
    <message>
        <source>None yet</source>
        <translation>Aucun pour l’instant</translation>
    </message>
    <message>
        <source>{0} since {1}</source>
        <translation>{0} depuis {1}</translation>
    </message>
    <message>
        <source>{0} in the last 24 hours</source>
        <translation>{0} au cours des dernières 24 heures</translation>
    </message>
    <message>
        <source>New terminals show up here</source>
        <translation>Les nouveaux arrivent ici</translation>
    </message>
    <message>
        <source>See who it is</source>
        <translation>Voir lequel c’est</translation>
    </message>
    <message>
        <source>Approve or refuse</source>
        <translation>Approuver ou refuser</translation>
    </message>
    <message numerus="yes">
        <source>%n not on the map yet</source>
        <translation>
            <numerusform>%Ln pas encore sur la carte</numerusform>
            <numerusform>%Ln pas encore sur la carte</numerusform>
        </translation>
    </message>
    <message>
        <source>All on the map</source>
        <translation>Tous sur la carte</translation>
    </message>
</context>
<context>
    <name>FleetSheets</name>
    <message>
        <source>Terminals</source>
        <translation>Terminaux</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Raison</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Objet</translation>
    </message>
    <message>
        <source>Opened</source>
        <translation>Ouverte</translation>
    </message>
    <message>
        <source>Over</source>
        <translation>Terminée</translation>
    </message>
    <message>
        <source>Taken on by</source>
        <translation>Prise en charge par</translation>
    </message>
    <message>
        <source>Taken on</source>
        <translation>Prise en charge</translation>
    </message>
    <message>
        <source>Assigned to</source>
        <translation>Attribuée à</translation>
    </message>
    <message>
        <source>Part of</source>
        <translation>Fait partie de</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Id</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>Alertes</translation>
    </message>
    <message>
        <source>Time at the terminal</source>
        <translation>Heure au terminal</translation>
    </message>
    <message>
        <source>Ahead of UTC</source>
        <translation>Avance sur UTC</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Reçu</translation>
    </message>
    <message>
        <source>Delay</source>
        <translation>Retard</translation>
    </message>
    <message>
        <source>Employee</source>
        <translation>Employé</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>Recognised by</source>
        <translation>Reconnu par</translation>
    </message>
    <message>
        <source>Terminal</source>
        <translation>Terminal</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>Numéro de série</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>Site</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>Remarques</translation>
    </message>
    <message>
        <source>Work code</source>
        <translation>Code de travail</translation>
    </message>
    <message>
        <source>Gaps</source>
        <translation>Lacunes</translation>
    </message>
    <message numerus="yes">
        <source>%n times the stream lost something</source>
        <translation>
            <numerusform>le flux a perdu quelque chose&#xa0;%Ln fois</numerusform>
            <numerusform>le flux a perdu quelque chose&#xa0;%Ln fois</numerusform>
        </translation>
    </message>
    <message>
        <source>Punches</source>
        <translation>Pointages</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>État</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Raison</translation>
    </message>
    <message>
        <source>Punches in 24 hours</source>
        <translation>Pointages en 24 heures</translation>
    </message>
    <message>
        <source>Sites</source>
        <translation>Sites</translation>
    </message>
    <message>
        <source>Fleet</source>
        <translation>Parc</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filtre</translation>
    </message>
    <message>
        <source>none</source>
        <translation>aucun</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Établi le</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>Heures</translation>
    </message>
    <message>
        <source>{0}, but for those at a terminal</source>
        <translation>{0}, sauf celles d’un terminal</translation>
    </message>
</context>
<context>
    <name>HandoverWords</name>
    <message>
        <source>From {0} to {1}</source>
        <translation>De {0} à {1}</translation>
    </message>
    <message numerus="yes">
        <source>Still open: %Ln</source>
        <translation>
            <numerusform>Encore ouvertes&#xa0;:&#xa0;%Ln</numerusform>
            <numerusform>Encore ouvertes&#xa0;:&#xa0;%Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Over in this shift: %Ln</source>
        <translation>
            <numerusform>Terminées pendant ce poste&#xa0;:&#xa0;%Ln</numerusform>
            <numerusform>Terminées pendant ce poste&#xa0;:&#xa0;%Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Silenced: %Ln</source>
        <translation>
            <numerusform>En silence&#xa0;:&#xa0;%Ln</numerusform>
            <numerusform>En silence&#xa0;:&#xa0;%Ln</numerusform>
        </translation>
    </message>
    <message>
        <source>• until {0}, by {1}. {2}</source>
        <translation>• jusqu’à {0}, par {1}. {2}</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Terminé</translation>
    </message>
    <message>
        <source>To be watched</source>
        <translation>À surveiller</translation>
    </message>
    <message>
        <source>given to {0}</source>
        <translation>confiée à {0}</translation>
    </message>
    <message>
        <source>nobody has taken it on</source>
        <translation>personne ne l’a prise en charge</translation>
    </message>
    <message>
        <source>• {0}: {1}, for {2}; {3}</source>
        <translation>• {0}&#xa0;: {1}, depuis {2}&#xa0;; {3}</translation>
    </message>
    <message>
        <source>• {0}, after {1}</source>
        <translation>• {0}, après {1}</translation>
    </message>
    <message>
        <source>{0}; seen to by {1}</source>
        <translation>{0}&#xa0;; suivi par {1}</translation>
    </message>
    <message numerus="yes">
        <source>• {0}: {1}, %Ln times, last at {2}</source>
        <translation>
            <numerusform>• {0}&#xa0;: {1},&#xa0;%Ln fois, à {2}</numerusform>
            <numerusform>• {0}&#xa0;: {1},&#xa0;%Ln fois, la dernière à {2}</numerusform>
        </translation>
    </message>
    <message>
        <source>• {0}: {1} at {2}</source>
        <translation>• {0}&#xa0;: {1} à {2}</translation>
    </message>
    <message>
        <source>{0} ({1})</source>
        <translation>{0} ({1})</translation>
    </message>
    <message>
        <source>command</source>
        <translation>commande</translation>
    </message>
    <message>
        <source>job</source>
        <translation>tâche</translation>
    </message>
    <message>
        <source>terminal</source>
        <translation>terminal</translation>
    </message>
    <message>
        <source>employee</source>
        <translation>employé</translation>
    </message>
    <message>
        <source>site</source>
        <translation>site</translation>
    </message>
    <message>
        <source>webhook</source>
        <translation>webhook</translation>
    </message>
    <message>
        <source>alert rule</source>
        <translation>règle d’alerte</translation>
    </message>
    <message>
        <source>channel</source>
        <translation>canal</translation>
    </message>
    <message>
        <source>key</source>
        <translation>clé</translation>
    </message>
    <message>
        <source>person</source>
        <translation>personne</translation>
    </message>
    <message>
        <source>policy</source>
        <translation>politique</translation>
    </message>
    <message>
        <source>message</source>
        <translation>message</translation>
    </message>
    <message>
        <source>maintenance</source>
        <translation>maintenance</translation>
    </message>
    <message>
        <source>firmware</source>
        <translation>micrologiciel</translation>
    </message>
    <message>
        <source>dead lines</source>
        <translation>lignes rejetées</translation>
    </message>
    <message>
        <source>work code</source>
        <translation>code de travail</translation>
    </message>
    <message>
        <source>{0} made</source>
        <translation>{0}&#xa0;: création</translation>
    </message>
    <message>
        <source>{0} changed</source>
        <translation>{0}&#xa0;: modification</translation>
    </message>
    <message>
        <source>{0} deleted</source>
        <translation>{0}&#xa0;: suppression</translation>
    </message>
    <message>
        <source>{0} sent</source>
        <translation>{0}&#xa0;: envoi</translation>
    </message>
    <message>
        <source>{0} cancelled</source>
        <translation>{0}&#xa0;: annulation</translation>
    </message>
    <message>
        <source>{0} ended</source>
        <translation>{0}&#xa0;: fin</translation>
    </message>
    <message>
        <source>{0} approved</source>
        <translation>{0}&#xa0;: approbation</translation>
    </message>
    <message>
        <source>{0} refused</source>
        <translation>{0} a refusé</translation>
    </message>
    <message>
        <source>{0} replaced</source>
        <translation>{0}&#xa0;: remplacement</translation>
    </message>
    <message>
        <source>{0} sent to terminals</source>
        <translation>{0}&#xa0;: envoi aux terminaux</translation>
    </message>
    <message>
        <source>{0} switched on</source>
        <translation>{0}&#xa0;: activation</translation>
    </message>
    <message>
        <source>{0} switched off</source>
        <translation>{0}&#xa0;: désactivation</translation>
    </message>
    <message>
        <source>{0}: deliveries sent again</source>
        <translation>{0}&#xa0;: livraisons renvoyées</translation>
    </message>
    <message>
        <source>{0} revoked</source>
        <translation>{0}&#xa0;: révocation</translation>
    </message>
    <message>
        <source>{0} read again</source>
        <translation>{0}&#xa0;: relecture</translation>
    </message>
    <message>
        <source>{0} discarded</source>
        <translation>{0}&#xa0;: abandon</translation>
    </message>
</context>
<context>
    <name>HeldActs</name>
    <message>
        <source>Undo what is about to be done</source>
        <translation>Annuler l’action en attente</translation>
    </message>
    <message>
        <source>take back</source>
        <translation>revenir en arrière</translation>
    </message>
    <message>
        <source>Taken back: nothing was changed</source>
        <translation>Annulé&#xa0;: rien n’a été modifié</translation>
    </message>
    <message>
        <source>It was not done: {0}</source>
        <translation>Cela n’a pas été fait&#xa0;: {0}</translation>
    </message>
</context>
<context>
    <name>HistoryCharts</name>
    <message>
        <source>Online, % of each day</source>
        <translation>En ligne,&#xa0;% de chaque jour</translation>
    </message>
    <message>
        <source>Punches in each hour</source>
        <translation>Pointages par heure</translation>
    </message>
    <message>
        <source>From punch to receipt, seconds</source>
        <translation>Du pointage à la réception, en secondes</translation>
    </message>
</context>
<context>
    <name>HoldDialog</name>
    <message>
        <source>1 hour</source>
        <translation>1 heure</translation>
    </message>
    <message>
        <source>4 hours</source>
        <translation>4 heures</translation>
    </message>
    <message>
        <source>8 hours</source>
        <translation>8 heures</translation>
    </message>
    <message>
        <source>1 day</source>
        <translation>1 jour</translation>
    </message>
    <message>
        <source>Until it is over</source>
        <translation>Jusqu’à sa fin</translation>
    </message>
    <message>
        <source>For how long</source>
        <translation>Pendant combien de temps</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>Say why nobody is to be told of it again.</source>
        <translation>Dites pourquoi personne ne doit plus en être averti.</translation>
    </message>
</context>
<context>
    <name>HoverCard</name>
    <message>
        <source>Local time</source>
        <translation>Heure locale</translation>
    </message>
    <message>
        <source>Last punch</source>
        <translation>Dernier pointage</translation>
    </message>
    <message numerus="yes">
        <source>Punches, last %n hours</source>
        <translation>
            <numerusform>Pointages, dernière heure</numerusform>
            <numerusform>Pointages,&#xa0;%Ln dernières heures</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Hushing</name>
    <message>
        <source>Silences…</source>
        <translation>Mises en silence…</translation>
    </message>
    <message>
        <source>Maintenance…</source>
        <translation>Maintenance…</translation>
    </message>
    <message>
        <source>Silence what the filter shows…</source>
        <translation>Mettre en silence ce que montre le filtre…</translation>
    </message>
    <message>
        <source>A silence ends in {0}</source>
        <translation>Une mise en silence se termine dans {0}</translation>
    </message>
    <message numerus="yes">
        <source>{0}. %n alerts that it hides are told then.</source>
        <translation>
            <numerusform>{0}.&#xa0;%Ln alerte qu’elle masque est alors signalée.</numerusform>
            <numerusform>{0}.&#xa0;%Ln alertes qu’elle masque sont alors signalées.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Inspector</name>
    <message>
        <source>Inspector</source>
        <translation>Inspecteur</translation>
    </message>
    <message>
        <source>Close the inspector</source>
        <translation>Fermer l’inspecteur</translation>
    </message>
    <message>
        <source>In a window of its own</source>
        <translation>Dans une fenêtre à part</translation>
    </message>
    <message>
        <source>Nothing selected</source>
        <translation>Aucune sélection</translation>
    </message>
    <message>
        <source>Select a site, a terminal, a punch or an alert to see everything about it here.</source>
        <translation>Sélectionnez un site, un terminal, un pointage ou une alerte pour tout savoir à son sujet ici.</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>Site</translation>
    </message>
    <message>
        <source>Terminal</source>
        <translation>Terminal</translation>
    </message>
    <message>
        <source>Punch</source>
        <translation>Pointage</translation>
    </message>
    <message>
        <source>Alert</source>
        <translation>Alerte</translation>
    </message>
</context>
<context>
    <name>JobActions</name>
    <message>
        <source>Terminals that have not fetched it never will. Those that have fetched it still carry it out.</source>
        <translation>Les terminaux qui ne l’ont pas récupérée ne le feront jamais. Ceux qui l’ont récupérée l’exécutent quand même.</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Annulé</translation>
    </message>
    <message>
        <source>Cancel “{0}”?</source>
        <translation>Annuler «&#xa0;{0}&#xa0;»&#xa0;?</translation>
    </message>
    <message numerus="yes">
        <source>Cancel %n jobs?</source>
        <translation>
            <numerusform>Annuler&#xa0;%Ln tâche ?</numerusform>
            <numerusform>Annuler&#xa0;%Ln tâches&#xa0;?</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel it</source>
        <translation>L’annuler</translation>
    </message>
    <message numerus="yes">
        <source>%n terminals were spared.</source>
        <translation>
            <numerusform>%Ln terminal a été épargné.</numerusform>
            <numerusform>%Ln terminaux ont été épargnés.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n were too late: they had answered already.</source>
        <translation>
            <numerusform>%Ln est arrivée trop tard&#xa0;: on y avait déjà répondu.</numerusform>
            <numerusform>%Ln sont arrivées trop tard&#xa0;: on y avait déjà répondu.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n were too late: they have fetched it already.</source>
        <translation>
            <numerusform>%Ln est arrivée trop tard&#xa0;: elle a déjà été récupérée.</numerusform>
            <numerusform>%Ln sont arrivées trop tard&#xa0;: elles ont déjà été récupérées.</numerusform>
        </translation>
    </message>
    <message>
        <source>Try “{0}” again?</source>
        <translation>Réessayer «&#xa0;{0}&#xa0;»&#xa0;?</translation>
    </message>
    <message numerus="yes">
        <source>%n terminals</source>
        <translation>
            <numerusform>%Ln terminal</numerusform>
            <numerusform>%Ln terminaux</numerusform>
        </translation>
    </message>
    <message>
        <source>Tried again</source>
        <translation>Nouvel essai</translation>
    </message>
    <message numerus="yes">
        <source>%n taken back.</source>
        <translation>
            <numerusform>%Ln retirée.</numerusform>
            <numerusform>%Ln retirées.</numerusform>
        </translation>
    </message>
    <message>
        <source>Commands taken back</source>
        <translation>Commandes retirées</translation>
    </message>
    <message numerus="yes">
        <source>Take %n commands back?</source>
        <translation>
            <numerusform>Retirer&#xa0;%Ln commande ?</numerusform>
            <numerusform>Retirer&#xa0;%Ln commandes&#xa0;?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>JobDetail</name>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Retry what failed</source>
        <translation>Réessayer ce qui a échoué</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exporter…</translation>
    </message>
    <message>
        <source>To whom</source>
        <translation>À qui</translation>
    </message>
    <message>
        <source>Given</source>
        <translation>Donnée le</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Terminée le</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Par</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Raison</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Paramètres</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Numéro</translation>
    </message>
</context>
<context>
    <name>JobPanel</name>
    <message>
        <source>Terminals</source>
        <translation>Terminaux</translation>
    </message>
    <message>
        <source>One moment</source>
        <translation>Un instant</translation>
    </message>
    <message>
        <source> · </source>
        <translation> · </translation>
    </message>
    <message>
        <source>Terminal</source>
        <translation>Terminal</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Quoi</translation>
    </message>
    <message>
        <source>Given</source>
        <translation>Donnée le</translation>
    </message>
    <message>
        <source>Fetched</source>
        <translation>Récupérée</translation>
    </message>
    <message>
        <source>Times sent</source>
        <translation>Nombre d’envois</translation>
    </message>
    <message>
        <source>Its answer</source>
        <translation>Sa réponse</translation>
    </message>
    <message>
        <source>What became of it</source>
        <translation>Ce qu’il en est advenu</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>Numéro de série</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>Site</translation>
    </message>
    <message>
        <source>State</source>
        <translation>État</translation>
    </message>
    <message>
        <source>Given (UTC)</source>
        <translation>Donnée le (UTC)</translation>
    </message>
    <message>
        <source>Ended (UTC)</source>
        <translation>Terminée le (UTC)</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Commande</translation>
    </message>
</context>
<context>
    <name>KeyDetail</name>
    <message>
        <source>New secret…</source>
        <translation>Nouveau secret…</translation>
    </message>
    <message>
        <source>Whose it is…</source>
        <translation>Titulaire…</translation>
    </message>
    <message>
        <source>Revoke…</source>
        <translation>Révoquer…</translation>
    </message>
    <message>
        <source>What it may do</source>
        <translation>Ce qu’elle permet</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Clé</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rôle</translation>
    </message>
    <message>
        <source>Sites</source>
        <translation>Sites</translation>
    </message>
    <message>
        <source>Only from</source>
        <translation>Seulement depuis</translation>
    </message>
    <message>
        <source>Whose</source>
        <translation>Titulaire</translation>
    </message>
    <message>
        <source>{0}, from {1}</source>
        <translation>{0}, depuis {1}</translation>
    </message>
    <message>
        <source>Last used</source>
        <translation>Dernière utilisation</translation>
    </message>
    <message>
        <source>Ends</source>
        <translation>Fin</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Créée</translation>
    </message>
    <message>
        <source>The server</source>
        <translation>Le serveur</translation>
    </message>
    <message>
        <source>Made by</source>
        <translation>Créée par</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Id</translation>
    </message>
</context>
<context>
    <name>KeyDialog</name>
    <message>
        <source>New key</source>
        <translation>Nouvelle clé</translation>
    </message>
    <message>
        <source>One for each program and each person: so the audit log says who did it, and one can be revoked without the others.</source>
        <translation>Une par programme et par personne&#xa0;: ainsi le journal d’audit dit qui a agi, et l’une peut être révoquée sans les autres.</translation>
    </message>
    <message>
        <source>Make the key</source>
        <translation>Créer la clé</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>What it is for, like Payroll import</source>
        <translation>Son usage, par exemple Import de la paie</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rôle</translation>
    </message>
    <message>
        <source>Ends</source>
        <translation>Fin</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Jamais</translation>
    </message>
    <message>
        <source>In a day</source>
        <translation>Dans un jour</translation>
    </message>
    <message>
        <source>In 30 days</source>
        <translation>Dans 30 jours</translation>
    </message>
    <message>
        <source>In 90 days</source>
        <translation>Dans 90 jours</translation>
    </message>
    <message>
        <source>In a year</source>
        <translation>Dans un an</translation>
    </message>
    <message>
        <source>Whose it is</source>
        <translation>Titulaire</translation>
    </message>
    <message>
        <source>Nobody&apos;s in particular</source>
        <translation>À personne en particulier</translation>
    </message>
    <message>
        <source>Works only from</source>
        <translation>Valable seulement depuis</translation>
    </message>
    <message>
        <source>Addresses or networks with commas; empty: from anywhere</source>
        <translation>Adresses ou réseaux séparés par des virgules&#xa0;; vide&#xa0;: de partout</translation>
    </message>
    <message>
        <source>Scopes</source>
        <translation>Autorisations</translation>
    </message>
    <message>
        <source>All of the role</source>
        <translation>Toutes celles du rôle</translation>
    </message>
    <message>
        <source>These alone</source>
        <translation>Seulement celles-ci</translation>
    </message>
    <message>
        <source>Only these</source>
        <translation>Seulement ceux-ci</translation>
    </message>
    <message>
        <source>Sites</source>
        <translation>Sites</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Tous</translation>
    </message>
    <message>
        <source>Give it a name to know it by.</source>
        <translation>Donnez-lui un nom pour la reconnaître.</translation>
    </message>
    <message>
        <source>Tick at least one.</source>
        <translation>Cochez-en au moins une.</translation>
    </message>
</context>
<context>
    <name>KeyField</name>
    <message>
        <source>then</source>
        <comment>keys</comment>
        <translation>puis</translation>
    </message>
    <message>
        <source>then another key, or wait</source>
        <translation>puis une autre touche, ou attendez</translation>
    </message>
    <message>
        <source>Press the new keys. Esc leaves it as it is.</source>
        <translation>Appuyez sur les nouvelles touches. Échap laisse tout en l’état.</translation>
    </message>
    <message>
        <source>No keys</source>
        <translation>Aucune touche</translation>
    </message>
</context>
<context>
    <name>KeyPage</name>
    <message>
        <source>Whoever runs the edge makes one for you. The first one stands in the file admin.key of its data folder.</source>
        <translation>Le responsable du serveur vous en crée une. La première se trouve dans le fichier admin.key de son dossier de données.</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Compte</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rôle</translation>
    </message>
    <message>
        <source>May change</source>
        <translation>Peut modifier</translation>
    </message>
    <message>
        <source>terminals</source>
        <translation>terminaux</translation>
    </message>
    <message>
        <source>commands</source>
        <translation>commandes</translation>
    </message>
    <message>
        <source>employees</source>
        <translation>employés</translation>
    </message>
    <message>
        <source>sites</source>
        <translation>sites</translation>
    </message>
    <message>
        <source>alerts</source>
        <translation>alertes</translation>
    </message>
    <message>
        <source>webhooks</source>
        <translation>webhooks</translation>
    </message>
    <message>
        <source>keys</source>
        <translation>clés</translation>
    </message>
    <message>
        <source>nothing: it is for looking</source>
        <translation>rien&#xa0;: elle sert à consulter</translation>
    </message>
    <message>
        <source>, </source>
        <translation>, </translation>
    </message>
</context>
<context>
    <name>KeysEditor</name>
    <message>
        <source>Change keyboard shortcuts</source>
        <translation>Modifier les raccourcis clavier</translation>
    </message>
    <message>
        <source>Find a command or a key</source>
        <translation>Trouver une commande ou une touche</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Commandes</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Raccourcis clavier</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Clés</translation>
    </message>
    <message>
        <source>No keys</source>
        <translation>Aucune touche</translation>
    </message>
    <message>
        <source>As it came</source>
        <translation>Comme à l’origine</translation>
    </message>
    <message>
        <source>All as they came</source>
        <translation>Toutes comme à l’origine</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Nothing is called “{0}”, and no such keys are used.</source>
        <translation>Rien ne s’appelle «&#xa0;{0}&#xa0;», et aucune touche de ce nom n’est utilisée.</translation>
    </message>
    <message>
        <source>On the page {0}</source>
        <translation>Sur la page {0}</translation>
    </message>
    <message>
        <source>changed, came without keys</source>
        <translation>modifié, sans touches à l’origine</translation>
    </message>
    <message>
        <source>changed, came with {0}</source>
        <translation>modifié, à l’origine {0}</translation>
    </message>
    <message>
        <source>It is needed to move about in the window. Hold Ctrl or Alt beside it.</source>
        <translation>Elle sert à se déplacer dans la fenêtre. Maintenez Ctrl ou Alt en même temps.</translation>
    </message>
    <message>
        <source>{0} cannot be used</source>
        <translation>{0} ne peut pas être utilisé</translation>
    </message>
    <message>
        <source>{0} is used already</source>
        <translation>{0} est déjà utilisé</translation>
    </message>
    <message>
        <source>Use it here instead</source>
        <translation>L’utiliser plutôt ici</translation>
    </message>
    <message>
        <source>Press others</source>
        <translation>Appuyer sur d’autres</translation>
    </message>
    <message numerus="yes">
        <source>By %n commands, among them {0} and {1}.</source>
        <translation>
            <numerusform>Par&#xa0;%Ln commande, {0} et {1}.</numerusform>
            <numerusform>Par&#xa0;%Ln commandes, dont {0} et {1}.</numerusform>
        </translation>
    </message>
    <message>
        <source>By {0} and {1}.</source>
        <translation>Par {0} et {1}.</translation>
    </message>
    <message>
        <source>By {0}.</source>
        <translation>Par {0}.</translation>
    </message>
    <message>
        <source>“{0}”</source>
        <translation>«&#xa0;{0}&#xa0;»</translation>
    </message>
    <message>
        <source>“{0}” on the page {1}</source>
        <translation>«&#xa0;{0}&#xa0;» sur la page {1}</translation>
    </message>
    <message>
        <source>“{0}” is {1} now</source>
        <translation>«&#xa0;{0}&#xa0;» est maintenant {1}</translation>
    </message>
    <message>
        <source>“{0}” has no keys now</source>
        <translation>«&#xa0;{0}&#xa0;» n’a plus de touches</translation>
    </message>
    <message>
        <source>“{0}” is as it came</source>
        <translation>«&#xa0;{0}&#xa0;» est comme à l’origine</translation>
    </message>
    <message>
        <source>All keys are as they came</source>
        <translation>Toutes les touches sont comme à l’origine</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annuler</translation>
    </message>
</context>
<context>
    <name>KeysList</name>
    <message>
        <source>Keys</source>
        <translation>Clés</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Clé</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>State</source>
        <translation>État</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rôle</translation>
    </message>
    <message>
        <source>Whose</source>
        <translation>Titulaire</translation>
    </message>
    <message>
        <source>Last used</source>
        <translation>Dernière utilisation</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Créée</translation>
    </message>
    <message>
        <source>by the server</source>
        <translation>par le serveur</translation>
    </message>
    <message>
        <source>Scopes</source>
        <translation>Autorisations</translation>
    </message>
    <message>
        <source>Ends</source>
        <translation>Fin</translation>
    </message>
    <message>
        <source>Last used from</source>
        <translation>Dernière utilisation depuis</translation>
    </message>
    <message>
        <source>New key…</source>
        <translation>Nouvelle clé…</translation>
    </message>
    <message>
        <source>New secret…</source>
        <translation>Nouveau secret…</translation>
    </message>
    <message>
        <source>Whose it is…</source>
        <translation>Titulaire…</translation>
    </message>
    <message>
        <source>Revoke…</source>
        <translation>Révoquer…</translation>
    </message>
</context>
<context>
    <name>KeysPage</name>
    <message>
        <source>Keys</source>
        <translation>Clés</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personnes</translation>
    </message>
    <message>
        <source>Audit log</source>
        <translation>Journal d’audit</translation>
    </message>
</context>
<context>
    <name>Languages</name>
    <message>
        <source>Language of this computer</source>
        <translation>Langue de cet ordinateur</translation>
    </message>
</context>
<context>
    <name>Legend</name>
    <message>
        <source>Shown; click to hide</source>
        <translation>Affiché&#xa0;; cliquez pour masquer</translation>
    </message>
    <message>
        <source>Hidden; click to show</source>
        <translation>Masqué&#xa0;; cliquez pour afficher</translation>
    </message>
</context>
<context>
    <name>ListPage</name>
    <message>
        <source>Nothing here yet</source>
        <translation>Rien ici pour l’instant</translation>
    </message>
    <message>
        <source>Filter, for example  {0}</source>
        <translation>Filtrer, par exemple  {0}</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Colonnes</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>Nothing matches</source>
        <translation>Aucun résultat</translation>
    </message>
    <message>
        <source>No row passes the filter.</source>
        <translation>Aucune ligne ne passe le filtre.</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>Effacer le filtre</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} sur {1}</translation>
    </message>
    <message>
        <source>{0} and more</source>
        <translation>{0} et plus</translation>
    </message>
    <message>
        <source>This key may not read it</source>
        <translation>Cette clé ne permet pas de le lire</translation>
    </message>
    <message>
        <source>One moment</source>
        <translation>Un instant</translation>
    </message>
    <message>
        <source>No data yet</source>
        <translation>Pas encore de données</translation>
    </message>
    <message>
        <source>This could not be fetched anew</source>
        <translation>Cela n’a pas pu être récupéré à nouveau</translation>
    </message>
    <message>
        <source>as it was {0}</source>
        <translation>tel que c’était {0}</translation>
    </message>
</context>
<context>
    <name>LivePane</name>
    <message>
        <source>Cancel the rest</source>
        <translation>Annuler le reste</translation>
    </message>
    <message>
        <source>Retry what failed</source>
        <translation>Réessayer ce qui a échoué</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exporter…</translation>
    </message>
    <message numerus="yes">
        <source>%n terminals have done it.</source>
        <translation>
            <numerusform>%Ln terminal l’a fait.</numerusform>
            <numerusform>%Ln terminaux l’ont fait.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n terminals have not done it</source>
        <translation>
            <numerusform>%Ln terminal ne l’a pas fait</numerusform>
            <numerusform>%Ln terminaux ne l’ont pas fait</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Annulé</translation>
    </message>
    <message>
        <source>That was not done</source>
        <translation>Cela n’a pas été fait</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Commande</translation>
    </message>
</context>
<context>
    <name>LockChoice</name>
    <message>
        <source>Lock when nobody has used the console for</source>
        <translation>Verrouiller quand personne n’a utilisé la console pendant</translation>
    </message>
    <message>
        <source> min</source>
        <translation> min</translation>
    </message>
    <message>
        <source>Minutes until the console locks itself</source>
        <translation>Minutes avant que la console se verrouille d’elle-même</translation>
    </message>
    <message>
        <source>Remove the PIN</source>
        <translation>Supprimer le code PIN</translation>
    </message>
    <message>
        <source>Lock now</source>
        <translation>Verrouiller maintenant</translation>
    </message>
    <message>
        <source>Change the PIN…</source>
        <translation>Changer le code PIN…</translation>
    </message>
    <message>
        <source>Choose a PIN…</source>
        <translation>Choisir un code PIN…</translation>
    </message>
    <message>
        <source>The console also locks when it starts.</source>
        <translation>La console se verrouille aussi au démarrage.</translation>
    </message>
    <message>
        <source>With a PIN the console can be locked while you are away.</source>
        <translation>Avec un code PIN, la console peut être verrouillée pendant votre absence.</translation>
    </message>
</context>
<context>
    <name>LockDesk</name>
    <message>
        <source>Lock now</source>
        <translation>Verrouiller maintenant</translation>
    </message>
</context>
<context>
    <name>LockScreen</name>
    <message>
        <source>Locked</source>
        <translation>Verrouillé</translation>
    </message>
    <message>
        <source>Punchdeck is locked</source>
        <translation>Punchdeck est verrouillé</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>Code PIN</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Déverrouiller</translation>
    </message>
    <message>
        <source>I do not know the PIN</source>
        <translation>Je ne connais pas le code PIN</translation>
    </message>
    <message>
        <source>Go on without the PIN?</source>
        <translation>Continuer sans le code PIN&#xa0;?</translation>
    </message>
    <message>
        <source>The PIN is removed, and so are the keys of all connections on this computer. You need a key to connect again. Nothing changes on the edge.</source>
        <translation>Le code PIN est supprimé, ainsi que les clés de toutes les connexions sur cet ordinateur. Il vous faut une clé pour vous reconnecter. Rien ne change sur le serveur.</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Retour</translation>
    </message>
    <message>
        <source>Remove the PIN and the keys</source>
        <translation>Supprimer le code PIN et les clés</translation>
    </message>
    <message numerus="yes">
        <source>This is not the PIN. Try again in %n s.</source>
        <translation>
            <numerusform>Ce n’est pas le bon code PIN. Réessayez dans&#xa0;%Ln s.</numerusform>
            <numerusform>Ce n’est pas le bon code PIN. Réessayez dans&#xa0;%Ln s.</numerusform>
        </translation>
    </message>
    <message>
        <source>This is not the PIN.</source>
        <translation>Ce n’est pas le bon code PIN.</translation>
    </message>
</context>
<context>
    <name>LogsDialog</name>
    <message>
        <source>Logs</source>
        <translation>Journaux</translation>
    </message>
    <message>
        <source>Which log</source>
        <translation>Quel journal</translation>
    </message>
    <message>
        <source>The log</source>
        <translation>Le journal</translation>
    </message>
    <message>
        <source>Copy without names</source>
        <translation>Copier sans les noms</translation>
    </message>
    <message>
        <source>Keys, names, numbers and addresses are left out of the copy.</source>
        <translation>Clés, noms, numéros et adresses sont exclus de la copie.</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>Ouvrir le dossier</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>There is nothing in it.</source>
        <translation>Il est vide.</translation>
    </message>
    <message>
        <source>Copied, without names</source>
        <translation>Copié, sans les noms</translation>
    </message>
</context>
<context>
    <name>MaintenanceList</name>
    <message>
        <source>Maintenance</source>
        <translation>Maintenance</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Quand</translation>
    </message>
    <message>
        <source>Covers</source>
        <translation>Couvre</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Qui</translation>
    </message>
    <message>
        <source>New maintenance…</source>
        <translation>Nouvelle maintenance…</translation>
    </message>
    <message>
        <source>End this turn</source>
        <translation>Terminer cette occurrence</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>Modifier…</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Supprimer…</translation>
    </message>
    <message>
        <source>No maintenance is planned</source>
        <translation>Aucune maintenance n’est planifiée</translation>
    </message>
    <message>
        <source>Plan work on terminals, once or again and again: nobody is woken for it then.</source>
        <translation>Planifiez des travaux sur les terminaux, une fois ou régulièrement&#xa0;: personne n’est alors réveillé pour cela.</translation>
    </message>
    <message>
        <source>Planned</source>
        <translation>Planifiée</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Modifiée</translation>
    </message>
    <message>
        <source>End the maintenance that is on?</source>
        <translation>Mettre fin à la maintenance en cours&#xa0;?</translation>
    </message>
    <message>
        <source>End now</source>
        <translation>Terminer maintenant</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Terminée le</translation>
    </message>
    <message>
        <source>What is still wrong then is told. Turns to come stay.</source>
        <translation>Ce qui ne va toujours pas est alors signalé. Les occurrences à venir restent.</translation>
    </message>
    <message>
        <source>Delete this maintenance?</source>
        <translation>Supprimer cette maintenance&#xa0;?</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Supprimer</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>Supprimée</translation>
    </message>
    <message>
        <source>Its past turns count as time that was not spared: uptime may look worse. To keep what was, end it instead.</source>
        <translation>Ses occurrences passées comptent alors comme du temps non épargné&#xa0;: la disponibilité peut paraître moins bonne. Pour garder ce qui a été, terminez-la plutôt.</translation>
    </message>
    <message>
        <source>, </source>
        <translation>, </translation>
    </message>
    <message>
        <source>webhooks hear of it</source>
        <translation>webhooks informés</translation>
    </message>
    <message>
        <source>nobody hears of it</source>
        <translation>personne n’est averti</translation>
    </message>
</context>
<context>
    <name>MapPage</name>
    <message>
        <source>Map</source>
        <translation>Carte</translation>
    </message>
    <message>
        <source>Show the whole fleet</source>
        <translation>Afficher tout le parc</translation>
    </message>
    <message>
        <source>Day and night</source>
        <translation>Jour et nuit</translation>
    </message>
    <message>
        <source>Find a site</source>
        <translation>Trouver un site</translation>
    </message>
    <message>
        <source>Select {0}</source>
        <translation>Sélectionner {0}</translation>
    </message>
    <message>
        <source>Its terminals</source>
        <translation>Ses terminaux</translation>
    </message>
    <message>
        <source>Place it elsewhere</source>
        <translation>Le placer ailleurs</translation>
    </message>
    <message>
        <source>Place {0} on the map</source>
        <translation>Placer {0} sur la carte</translation>
    </message>
    <message>
        <source>Move {0}?</source>
        <translation>Déplacer {0}&#xa0;?</translation>
    </message>
    <message>
        <source>It stands about {0} km from here on the map so far.</source>
        <translation>Il se trouve jusqu’ici à environ {0} km d’ici sur la carte.</translation>
    </message>
    <message>
        <source>Move it here</source>
        <translation>Le déplacer ici</translation>
    </message>
    <message>
        <source>{0} stands there now</source>
        <translation>{0} se trouve maintenant là</translation>
    </message>
</context>
<context>
    <name>MapView</name>
    <message>
        <source>Click where {0} stands, or aim with the arrow keys and press Enter. Esc gives up.</source>
        <translation>Cliquez là où se trouve {0}, ou visez avec les flèches et appuyez sur Entrée. Échap abandonne.</translation>
    </message>
    <message>
        <source>Drop {0} where it stands. Esc gives up.</source>
        <translation>Déposez {0} là où il se trouve. Échap abandonne.</translation>
    </message>
    <message>
        <source>Map of sites</source>
        <translation>Carte des sites</translation>
    </message>
    <message>
        <source>selected: {0}</source>
        <translation>sélectionné&#xa0;: {0}</translation>
    </message>
</context>
<context>
    <name>MatrixActions</name>
    <message numerus="yes">
        <source>Push what differs of %Ln people?</source>
        <translation>
            <numerusform>Pousser ce qui diffère pour&#xa0;%Ln personne ?</numerusform>
            <numerusform>Pousser ce qui diffère pour&#xa0;%Ln personnes&#xa0;?</numerusform>
        </translation>
    </message>
    <message>
        <source>Terminals get the record of the edge. People whom the edge does not know stay.</source>
        <translation>Les terminaux reçoivent les données du serveur. Les personnes que le serveur ne connaît pas restent.</translation>
    </message>
    <message>
        <source>Push</source>
        <translation>Pousser</translation>
    </message>
    <message>
        <source>Terminals are told</source>
        <translation>Les terminaux sont informés</translation>
    </message>
    <message>
        <source>Those that are offline take it when they call.</source>
        <translation>Ceux qui sont hors ligne la reçoivent à leur appel.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln people become employees, on these terminals.</source>
        <translation>
            <numerusform>%Ln personne devient employée, sur ces terminaux.</numerusform>
            <numerusform>%Ln personnes deviennent employées, sur ces terminaux.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln employees are changed, and so on all of their terminals.</source>
        <translation>
            <numerusform>%Ln employé est modifié, et donc sur tous ses terminaux.</numerusform>
            <numerusform>%Ln employés sont modifiés, et donc sur tous leurs terminaux.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Take over what terminals hold of %Ln people?</source>
        <translation>
            <numerusform>Reprendre ce que les terminaux contiennent de&#xa0;%Ln personne ?</numerusform>
            <numerusform>Reprendre ce que les terminaux contiennent de&#xa0;%Ln personnes&#xa0;?</numerusform>
        </translation>
    </message>
    <message>
        <source>The edge takes name, card and privilege as the terminal has them.</source>
        <translation>Le serveur reprend le nom, la carte et le privilège tels que le terminal les a.</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>Reprendre</translation>
    </message>
    <message>
        <source>The edge holds what the terminals held</source>
        <translation>Le serveur contient ce que contenaient les terminaux</translation>
    </message>
    <message>
        <source>They are deleted there with all that was enrolled; whoever comes back enrols again.</source>
        <translation>Elles y sont supprimées avec tout ce qui a été enregistré&#xa0;; quiconque revient se réenregistre.</translation>
    </message>
    <message numerus="yes">
        <source>Remove %Ln people from terminals?</source>
        <translation>
            <numerusform>Supprimer&#xa0;%Ln personne des terminaux ?</numerusform>
            <numerusform>Supprimer&#xa0;%Ln personnes des terminaux&#xa0;?</numerusform>
        </translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Supprimer</translation>
    </message>
    <message>
        <source>Terminals are told to remove them</source>
        <translation>Les terminaux sont priés de les supprimer</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}&#xa0;: {1}</translation>
    </message>
    <message>
        <source>{0} on {1}</source>
        <translation>{0} sur {1}</translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>et&#xa0;%Ln de plus</numerusform>
            <numerusform>et&#xa0;%Ln de plus</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MatrixPane</name>
    <message>
        <source>Push what differs in the matrix</source>
        <translation>Pousser ce qui diffère dans la matrice</translation>
    </message>
    <message>
        <source>Read from the terminal</source>
        <translation>Lire depuis le terminal</translation>
    </message>
    <message>
        <source>Remove extras from terminals…</source>
        <translation>Supprimer des terminaux ce qui est en trop…</translation>
    </message>
    <message>
        <source>An employee cannot be read</source>
        <translation>Un employé ne peut pas être lu</translation>
    </message>
    <message>
        <source>Choose a site</source>
        <translation>Choisissez un site</translation>
    </message>
    <message>
        <source>The matrix shows the terminals of one site.</source>
        <translation>La matrice montre les terminaux d’un site.</translation>
    </message>
    <message>
        <source>No terminals here</source>
        <translation>Aucun terminal ici</translation>
    </message>
    <message>
        <source>Choose another site.</source>
        <translation>Choisissez un autre site.</translation>
    </message>
    <message>
        <source>Asking who is on which terminal</source>
        <translation>Demande de qui est sur quel terminal</translation>
    </message>
    <message>
        <source>Nothing differs</source>
        <translation>Rien ne diffère</translation>
    </message>
    <message>
        <source>Everybody is on every terminal as the edge wants it.</source>
        <translation>Chacun est sur chaque terminal comme le serveur le veut.</translation>
    </message>
    <message>
        <source>Nobody matches</source>
        <translation>Personne ne correspond</translation>
    </message>
    <message>
        <source>Nobody on these terminals passes the filter.</source>
        <translation>Personne sur ces terminaux ne passe le filtre.</translation>
    </message>
    <message>
        <source>Nobody is on these terminals</source>
        <translation>Personne n’est sur ces terminaux</translation>
    </message>
    <message>
        <source>Make employees and put them at this site.</source>
        <translation>Créez des employés et affectez-les à ce site.</translation>
    </message>
    <message>
        <source>Everything shown</source>
        <translation>Tout ce qui est affiché</translation>
    </message>
    <message>
        <source>{0} on {1}</source>
        <translation>{0} sur {1}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln cells</source>
        <translation>
            <numerusform>%Ln case</numerusform>
            <numerusform>%Ln cases</numerusform>
        </translation>
    </message>
    <message>
        <source>{0} on {1}: {2}</source>
        <translation>{0} sur {1}&#xa0;: {2}</translation>
    </message>
</context>
<context>
    <name>MatrixTable</name>
    <message>
        <source>Who is on which terminal</source>
        <translation>Qui est sur quel terminal</translation>
    </message>
</context>
<context>
    <name>MenuBar</name>
    <message>
        <source>Menu bar</source>
        <translation>Barre de menus</translation>
    </message>
</context>
<context>
    <name>MenuEntries</name>
    <message>
        <source>Server address</source>
        <translation>Adresse du serveur</translation>
    </message>
    <message>
        <source>Server port</source>
        <translation>Port du serveur</translation>
    </message>
    <message>
        <source>Copy: {0}</source>
        <translation>Copier&#xa0;: {0}</translation>
    </message>
    <message>
        <source>HTTPS</source>
        <translation>HTTPS</translation>
    </message>
    <message>
        <source>On</source>
        <translation>Activé</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Désactivé</translation>
    </message>
    <message>
        <source>{0} means this computer itself. Enter the name or address by which terminals reach it on the network, and start the edge so that it listens there (--host 0.0.0.0).</source>
        <translation>{0} désigne cet ordinateur lui-même. Saisissez le nom ou l’adresse par lesquels les terminaux le joignent sur le réseau, et démarrez le serveur de façon qu’il y écoute (--host 0.0.0.0).</translation>
    </message>
</context>
<context>
    <name>NameDialog</name>
    <message>
        <source>Keep this view</source>
        <translation>Garder cette vue</translation>
    </message>
    <message>
        <source>The filter, the columns and the order, under a name.</source>
        <translation>Le filtre, les colonnes et l’ordre, sous un nom.</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Garder</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Give it a name to find it by.</source>
        <translation>Donnez-lui un nom pour la retrouver.</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Remplacer</translation>
    </message>
</context>
<context>
    <name>NewSilenceDialog</name>
    <message>
        <source>Nobody is told of what fits until then. Webhooks hear of it all the time.</source>
        <translation>Personne n’est averti de ce qui y correspond jusque-là. Les webhooks en sont toujours informés.</translation>
    </message>
    <message>
        <source>New silence</source>
        <translation>Nouvelle mise en silence</translation>
    </message>
    <message>
        <source>Silence</source>
        <translation>Mettre en silence</translation>
    </message>
    <message>
        <source>What the filter shows</source>
        <translation>Ce que montre le filtre</translation>
    </message>
    <message>
        <source>Chosen here</source>
        <translation>Choisi ici</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Quoi</translation>
    </message>
    <message>
        <source>For how long</source>
        <translation>Pendant combien de temps</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Raison</translation>
    </message>
    <message>
        <source>Choose what: for work on everything, make a maintenance window.</source>
        <translation>Choisissez quoi&#xa0;: pour des travaux sur l’ensemble, créez une maintenance.</translation>
    </message>
    <message>
        <source>Tick sites or terminals, not both: a silence is of what fits all of it.</source>
        <translation>Cochez des sites ou des terminaux, pas les deux&#xa0;: une mise en silence concerne ce qui répond à tout à la fois.</translation>
    </message>
    <message>
        <source>Say why, for whoever misses the message.</source>
        <translation>Dites pourquoi, pour ceux à qui le message manquera.</translation>
    </message>
    <message>
        <source>Sites or terminals</source>
        <translation>Sites ou terminaux</translation>
    </message>
    <message>
        <source>Sites or terminals; none for anywhere</source>
        <translation>Sites ou terminaux&#xa0;; aucun pour partout</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>Gravité</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Étiquette</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modèle</translation>
    </message>
    <message>
        <source>Any severity</source>
        <translation>Toute gravité</translation>
    </message>
    <message>
        <source>All but critical</source>
        <translation>Toutes sauf critiques</translation>
    </message>
    <message>
        <source>Any kind</source>
        <translation>Tout type</translation>
    </message>
    <message>
        <source>Any tag</source>
        <translation>Toute étiquette</translation>
    </message>
    <message>
        <source>Any model</source>
        <translation>Tout modèle</translation>
    </message>
    <message>
        <source>Nothing is chosen yet.</source>
        <translation>Rien n’est encore choisi.</translation>
    </message>
    <message numerus="yes">
        <source>Hides %n alerts now</source>
        <translation>
            <numerusform>Masque&#xa0;%Ln alerte maintenant</numerusform>
            <numerusform>Masque&#xa0;%Ln alertes maintenant</numerusform>
        </translation>
    </message>
    <message>
        <source>Hides nothing now; what comes is hidden</source>
        <translation>Ne masque rien maintenant&#xa0;; ce qui viendra sera masqué</translation>
    </message>
    <message>
        <source>, </source>
        <translation>, </translation>
    </message>
    <message>
        <source>{0}: also what comes later.</source>
        <translation>{0}&#xa0;: aussi ce qui viendra plus tard.</translation>
    </message>
    <message>
        <source>{0}: not what comes later of other terminals, because the filter says more than a silence can.</source>
        <translation>{0}&#xa0;: pas ce qui viendra plus tard d’autres terminaux, car le filtre en dit plus que ne le peut une mise en silence.</translation>
    </message>
</context>
<context>
    <name>NoFleet</name>
    <message>
        <source>Approve or refuse</source>
        <translation>Approuver ou refuser</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>Connexion en cours</translation>
    </message>
    <message>
        <source>No data yet</source>
        <translation>Pas encore de données</translation>
    </message>
    <message>
        <source>The edge at {0} has not been heard so far.</source>
        <translation>Le serveur {0} n’a pas donné signe de vie jusqu’ici.</translation>
    </message>
    <message numerus="yes">
        <source>%n terminals are waiting for approval</source>
        <translation>
            <numerusform>%Ln terminal attend une approbation</numerusform>
            <numerusform>%Ln terminaux attendent une approbation</numerusform>
        </translation>
    </message>
    <message>
        <source>Approve a terminal to take in its punches, or refuse it if you do not know it.</source>
        <translation>Approuvez un terminal pour recevoir ses pointages, ou refusez-le si vous ne le connaissez pas.</translation>
    </message>
</context>
<context>
    <name>NoteDialog</name>
    <message>
        <source>Note</source>
        <translation>Note</translation>
    </message>
</context>
<context>
    <name>NotificationChoice</name>
    <message>
        <source>Tell me of new alerts while I use something else</source>
        <translation>Me signaler les nouvelles alertes quand j’utilise autre chose</translation>
    </message>
    <message>
        <source>Only of critical ones from</source>
        <translation>Critiques seulement, de</translation>
    </message>
    <message>
        <source>Quiet from</source>
        <translation>Silence à partir de</translation>
    </message>
    <message>
        <source>Quiet until</source>
        <translation>Silence jusqu’à</translation>
    </message>
    <message>
        <source>to</source>
        <translation>à</translation>
    </message>
</context>
<context>
    <name>Offer</name>
    <message>
        <source>They are the same: trust it</source>
        <translation>Elles sont identiques&#xa0;: faire confiance</translation>
    </message>
    <message>
        <source>See all of it…</source>
        <translation>Tout voir…</translation>
    </message>
    <message>
        <source>That is usual for a server inside a company. Compare this fingerprint with the one that the edge writes when it starts, as sha256=…, or that whoever runs it gives you.</source>
        <translation>C’est habituel pour un serveur d’entreprise. Comparez cette empreinte avec celle que le serveur écrit à son démarrage, sous la forme sha256=…, ou que son responsable vous donne.</translation>
    </message>
</context>
<context>
    <name>OrderWords</name>
    <message>
        <source>Restart</source>
        <translation>Redémarrer</translation>
    </message>
    <message>
        <source>Set the clock</source>
        <translation>Régler l’horloge</translation>
    </message>
    <message>
        <source>Ask what it is and holds</source>
        <translation>Demander identité et contenu</translation>
    </message>
    <message>
        <source>Send punches again</source>
        <translation>Renvoyer les pointages</translation>
    </message>
    <message>
        <source>Apply its options anew</source>
        <translation>Réappliquer ses options</translation>
    </message>
    <message>
        <source>Change settings</source>
        <translation>Modifier les réglages</translation>
    </message>
    <message>
        <source>Silence an alarm</source>
        <translation>Arrêter une alarme</translation>
    </message>
    <message>
        <source>Open a door</source>
        <translation>Ouvrir une porte</translation>
    </message>
    <message>
        <source>Install firmware</source>
        <translation>Installer le micrologiciel</translation>
    </message>
    <message>
        <source>Delete its punches</source>
        <translation>Supprimer ses pointages</translation>
    </message>
    <message>
        <source>Delete people and punches</source>
        <translation>Supprimer personnes et pointages</translation>
    </message>
    <message>
        <source>A line in its own words</source>
        <translation>Une ligne rédigée librement</translation>
    </message>
    <message>
        <source>Give it people</source>
        <translation>Lui donner des personnes</translation>
    </message>
    <message>
        <source>Give it a person</source>
        <translation>Lui donner une personne</translation>
    </message>
    <message>
        <source>Delete a person</source>
        <translation>Supprimer une personne</translation>
    </message>
    <message>
        <source>Enrol a person there</source>
        <translation>Enregistrer une personne sur place</translation>
    </message>
    <message>
        <source>Introduce itself again</source>
        <translation>Se présenter à nouveau</translation>
    </message>
    <message>
        <source>Tell whom it has</source>
        <translation>Dire qui il contient</translation>
    </message>
    <message>
        <source>Send its templates</source>
        <translation>Envoyer ses gabarits</translation>
    </message>
    <message>
        <source>Count its punches</source>
        <translation>Compter ses pointages</translation>
    </message>
    <message>
        <source>Give it a template</source>
        <translation>Lui donner un gabarit</translation>
    </message>
    <message>
        <source>Give it a photo</source>
        <translation>Lui donner une photo</translation>
    </message>
    <message>
        <source>Delete a template</source>
        <translation>Supprimer un gabarit</translation>
    </message>
    <message>
        <source>Give it a work code</source>
        <translation>Lui donner un code de travail</translation>
    </message>
    <message>
        <source>Delete a work code</source>
        <translation>Supprimer un code de travail</translation>
    </message>
    <message>
        <source>Show a message</source>
        <translation>Afficher un message</translation>
    </message>
    <message>
        <source>Delete a message</source>
        <translation>Supprimer un message</translation>
    </message>
    <message>
        <source>Punches get other times</source>
        <translation>Les pointages reçoivent d’autres heures</translation>
    </message>
    <message>
        <source>Dead lines are read again</source>
        <translation>Relecture des lignes rejetées</translation>
    </message>
    <message>
        <source>A terminal is replaced</source>
        <translation>Un terminal est remplacé</translation>
    </message>
    <message>
        <source>Terminals are registered</source>
        <translation>Enregistrement de terminaux</translation>
    </message>
    <message>
        <source>Employees are entered</source>
        <translation>Saisie des employés</translation>
    </message>
    <message>
        <source>Webhooks are told again</source>
        <translation>Nouvel envoi des webhooks</translation>
    </message>
    <message numerus="yes">
        <source>Restart %n terminals</source>
        <translation>
            <numerusform>Redémarrer&#xa0;%Ln terminal</numerusform>
            <numerusform>Redémarrer&#xa0;%Ln terminaux</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete the punches of %n terminals</source>
        <translation>
            <numerusform>Supprimer les pointages de&#xa0;%Ln terminal</numerusform>
            <numerusform>Supprimer les pointages de&#xa0;%Ln terminaux</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Empty %n terminals</source>
        <translation>
            <numerusform>Vider&#xa0;%Ln terminal</numerusform>
            <numerusform>Vider&#xa0;%Ln terminaux</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Send to %n terminals</source>
        <translation>
            <numerusform>Envoyer à&#xa0;%Ln terminal</numerusform>
            <numerusform>Envoyer à&#xa0;%Ln terminaux</numerusform>
        </translation>
    </message>
    <message>
        <source>It is switched off and on again; for about a minute nobody can punch there.</source>
        <translation>Il est éteint puis rallumé&#xa0;; pendant une minute environ, personne ne peut y pointer.</translation>
    </message>
    <message>
        <source>Its clock is set by the edge&apos;s, in its own time zone.</source>
        <translation>Son horloge est réglée sur celle du serveur, dans son propre fuseau.</translation>
    </message>
    <message>
        <source>It says its model, its firmware, and how many people and punches it holds.</source>
        <translation>Il indique son modèle, son micrologiciel, et combien de personnes et de pointages il contient.</translation>
    </message>
    <message>
        <source>It sends the punches of a time again. Those that are known are not stored twice.</source>
        <translation>Il renvoie les pointages d’une période. Ceux qui sont connus ne sont pas enregistrés deux fois.</translation>
    </message>
    <message>
        <source>It takes the options that were set for it.</source>
        <translation>Il prend les options qui ont été définies pour lui.</translation>
    </message>
    <message>
        <source>Only what you fill in is changed.</source>
        <translation>Seul ce que vous remplissez est modifié.</translation>
    </message>
    <message>
        <source>It stops sounding.</source>
        <translation>Il cesse de sonner.</translation>
    </message>
    <message>
        <source>A door opens for some seconds, whoever stands before it.</source>
        <translation>Une porte s’ouvre pendant quelques secondes, qui que ce soit devant elle.</translation>
    </message>
    <message>
        <source>It fetches the file, installs it and restarts.</source>
        <translation>Il récupère le fichier, l’installe et redémarre.</translation>
    </message>
    <message>
        <source>The punches it still holds are deleted there.</source>
        <translation>Les pointages qu’il contient encore y sont supprimés.</translation>
    </message>
    <message>
        <source>The people, their fingers, faces and cards, and the punches it holds go.</source>
        <translation>Les personnes, leurs doigts, visages et cartes, ainsi que les pointages qu’il contient disparaissent.</translation>
    </message>
    <message>
        <source>For those who know its protocol: nothing of it is checked.</source>
        <translation>Pour ceux qui connaissent son protocole&#xa0;: rien n’en est vérifié.</translation>
    </message>
    <message>
        <source>Punches that the edge has not received yet are lost for good, and the pay they stand for.</source>
        <translation>Les pointages que le serveur n’a pas encore reçus sont perdus définitivement, avec la paie qu’ils représentent.</translation>
    </message>
    <message>
        <source>People have to be enrolled again unless the edge has their templates. Punches that the edge has not received yet are lost for good.</source>
        <translation>Les personnes doivent être enregistrées à nouveau, sauf si le serveur a leurs gabarits. Les pointages que le serveur n’a pas encore reçus sont perdus définitivement.</translation>
    </message>
    <message>
        <source>A terminal that loses power meanwhile may never start again.</source>
        <translation>Un terminal qui perd l’alimentation entre-temps peut ne plus jamais démarrer.</translation>
    </message>
    <message>
        <source>Whoever stands there can walk in. The terminal writes it down.</source>
        <translation>Quiconque se trouve là peut entrer. Le terminal le note.</translation>
    </message>
    <message>
        <source>It can do anything to the terminal, and nobody can take it back.</source>
        <translation>Cela peut tout faire au terminal, et personne ne peut revenir en arrière.</translation>
    </message>
    <message>
        <source>It can be undone afterwards.</source>
        <translation>Cela peut être annulé par la suite.</translation>
    </message>
    <message>
        <source>Nothing is lost: punches wait at the door and people are still known.</source>
        <translation>Rien n’est perdu&#xa0;: les pointages attendent à la porte et les personnes restent connues.</translation>
    </message>
    <message>
        <source>Nothing is lost. The punches of before keep their times.</source>
        <translation>Rien n’est perdu. Les pointages antérieurs gardent leur heure.</translation>
    </message>
    <message>
        <source>It only asks.</source>
        <translation>Cela ne fait que demander.</translation>
    </message>
    <message>
        <source>Nothing is lost.</source>
        <translation>Rien n’est perdu.</translation>
    </message>
    <message>
        <source>It cannot be undone by itself: nobody has kept what the settings were before.</source>
        <translation>Cela ne s’annule pas tout seul&#xa0;: personne n’a gardé les réglages précédents.</translation>
    </message>
    <message>
        <source>It cannot be undone.</source>
        <translation>Cela ne peut pas être annulé.</translation>
    </message>
    <message>
        <source>Volume, 0 to 100</source>
        <translation>Volume, 0 à 100</translation>
    </message>
    <message>
        <source>Minutes in which the same punch counts once</source>
        <translation>Minutes pendant lesquelles un même pointage compte une fois</translation>
    </message>
    <message>
        <source>Its own summer time</source>
        <translation>Sa propre heure d’été</translation>
    </message>
    <message>
        <source>Heed from when to when people may punch</source>
        <translation>Tenir compte des plages horaires de pointage</translation>
    </message>
    <message>
        <source>Further options, Name=value, one a line</source>
        <translation>Autres options, Nom=valeur, une par ligne</translation>
    </message>
    <message>
        <source>Door</source>
        <translation>Porte</translation>
    </message>
    <message>
        <source>Seconds</source>
        <translation>Secondes</translation>
    </message>
    <message>
        <source>Firmware</source>
        <translation>Micrologiciel</translation>
    </message>
    <message>
        <source>Which punches</source>
        <translation>Quels pointages</translation>
    </message>
    <message>
        <source>The line</source>
        <translation>La ligne</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}&#xa0;: {1}</translation>
    </message>
    <message>
        <source>, </source>
        <translation>, </translation>
    </message>
    <message>
        <source>yes</source>
        <translation>oui</translation>
    </message>
    <message>
        <source>no</source>
        <translation>non</translation>
    </message>
    <message>
        <source>About to begin</source>
        <translation>Sur le point de commencer</translation>
    </message>
    <message>
        <source>Under way</source>
        <translation>En cours</translation>
    </message>
    <message>
        <source>Being cancelled</source>
        <translation>En cours d’annulation</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Terminé</translation>
    </message>
    <message>
        <source>Done in part</source>
        <translation>Terminé en partie</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Échoué</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Annulé</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} sur {1}</translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%Ln échoué</numerusform>
            <numerusform>%Ln échoués</numerusform>
        </translation>
    </message>
    <message>
        <source>{0}, {1}</source>
        <translation>{0}, {1}</translation>
    </message>
    <message>
        <source>The whole fleet</source>
        <translation>Tout le parc</translation>
    </message>
    <message>
        <source>Tag {0}</source>
        <translation>Étiquette {0}</translation>
    </message>
    <message>
        <source>Model {0}</source>
        <translation>Modèle {0}</translation>
    </message>
    <message>
        <source>Site {0}</source>
        <translation>Site {0}</translation>
    </message>
    <message numerus="yes">
        <source>%n parts</source>
        <translation>
            <numerusform>%Ln partie</numerusform>
            <numerusform>%Ln parties</numerusform>
        </translation>
    </message>
    <message>
        <source>Step {0} of {1}</source>
        <translation>Étape {0} sur {1}</translation>
    </message>
    <message>
        <source>This key</source>
        <translation>Cette clé</translation>
    </message>
    <message>
        <source>The edge itself</source>
        <translation>Le serveur lui-même</translation>
    </message>
    <message>
        <source>Ran out of time</source>
        <translation>Hors délai</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>Retiré</translation>
    </message>
    <message>
        <source>Left alone</source>
        <translation>Laissé tel quel</translation>
    </message>
    <message>
        <source>Sent, no answer yet</source>
        <translation>Envoyé, pas encore de réponse</translation>
    </message>
    <message>
        <source>Queued</source>
        <translation>En file d’attente</translation>
    </message>
    <message>
        <source>Not its turn yet</source>
        <translation>Pas encore son tour</translation>
    </message>
    <message numerus="yes">
        <source>%n done</source>
        <translation>
            <numerusform>%Ln terminé</numerusform>
            <numerusform>%Ln terminés</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ran out of time</source>
        <translation>
            <numerusform>%Ln hors délai</numerusform>
            <numerusform>%Ln hors délai</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n taken back</source>
        <translation>
            <numerusform>%Ln retiré</numerusform>
            <numerusform>%Ln retirés</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left alone</source>
        <translation>
            <numerusform>%Ln laissé tel quel</numerusform>
            <numerusform>%Ln laissés tels quels</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n sent, no answer yet</source>
        <translation>
            <numerusform>%Ln envoyé, pas encore de réponse</numerusform>
            <numerusform>%Ln envoyés, pas encore de réponse</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n queued</source>
        <translation>
            <numerusform>%Ln en file d’attente</numerusform>
            <numerusform>%Ln en file d’attente</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not yet begun</source>
        <translation>
            <numerusform>%Ln pas encore commencé</numerusform>
            <numerusform>%Ln pas encore commencés</numerusform>
        </translation>
    </message>
    <message>
        <source>Fetched {0}; the terminal has not said yet what became of it</source>
        <translation>A récupéré {0}&#xa0;; le terminal n’a pas encore dit ce qu’il en est advenu</translation>
    </message>
    <message>
        <source>About to be given out</source>
        <translation>Sur le point d’être donnée</translation>
    </message>
    <message>
        <source>Its turn comes with step {0}</source>
        <translation>Son tour vient à l’étape {0}</translation>
    </message>
    <message>
        <source>Taken back before it had left</source>
        <translation>Retiré avant son départ</translation>
    </message>
    <message>
        <source>It never went there</source>
        <translation>N’y est jamais parvenu</translation>
    </message>
    <message>
        <source>Waits for the terminal</source>
        <translation>Attend le terminal</translation>
    </message>
    <message>
        <source>Waits for the terminal to poll, last {0}</source>
        <translation>Attend que le terminal interroge, dernier contact {0}</translation>
    </message>
    <message>
        <source>The terminal is offline; it waits until it is back</source>
        <translation>Le terminal est hors ligne&#xa0;; attend son retour</translation>
    </message>
    <message>
        <source>The terminal is offline; it waits until it is back, till {0} at the latest</source>
        <translation>Le terminal est hors ligne&#xa0;; attend son retour, jusqu’au {0} au plus tard</translation>
    </message>
    <message>
        <source>The terminal says it is done, after {0}</source>
        <translation>Le terminal dit que c’est fait, après {0}</translation>
    </message>
    <message>
        <source>Cannot do it; left out</source>
        <translation>Ne sait pas le faire&#xa0;; laissé de côté</translation>
    </message>
    <message>
        <source>Waits until it is back</source>
        <translation>Attend son retour</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Laissé de côté</translation>
    </message>
    <message>
        <source>Within seconds</source>
        <translation>En quelques secondes</translation>
    </message>
    <message>
        <source>Silent for {0}</source>
        <translation>Muet depuis {0}</translation>
    </message>
    <message>
        <source>In use just now</source>
        <translation>En cours d’utilisation</translation>
    </message>
    <message>
        <source> · </source>
        <translation> · </translation>
    </message>
    <message>
        <source>Suspended; it gets no commands</source>
        <translation>Suspendu&#xa0;; il ne reçoit pas de commandes</translation>
    </message>
    <message>
        <source>Two terminals share its serial number; it gets no commands</source>
        <translation>Deux terminaux partagent son numéro de série&#xa0;; il ne reçoit pas de commandes</translation>
    </message>
    <message>
        <source>Access terminals cannot do this; restart it</source>
        <translation>Les terminaux d’accès ne savent pas le faire&#xa0;; redémarrez-le</translation>
    </message>
    <message>
        <source>It has one door only</source>
        <translation>Il n’a qu’une porte</translation>
    </message>
    <message>
        <source>It takes its own time for the door; leave the seconds out</source>
        <translation>Il utilise sa propre durée pour la porte&#xa0;; laissez les secondes vides</translation>
    </message>
    <message>
        <source>{0} terminals</source>
        <translation>{0} terminaux</translation>
    </message>
    <message>
        <source>, then </source>
        <translation>, puis </translation>
    </message>
</context>
<context>
    <name>OutboxDesk</name>
    <message>
        <source>Changes that wait for the edge…</source>
        <translation>Modifications en attente du serveur…</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>hors ligne</translation>
    </message>
    <message>
        <source>queue</source>
        <translation>file d’attente</translation>
    </message>
    <message numerus="yes">
        <source>%Ln changes that waited were not made</source>
        <translation>
            <numerusform>%Ln modification en attente n’a pas été faite</numerusform>
            <numerusform>%Ln modifications en attente n’ont pas été faites</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln changes that waited were made</source>
        <translation>
            <numerusform>%Ln modification en attente a été faite</numerusform>
            <numerusform>%Ln modifications en attente ont été faites</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>et&#xa0;%Ln de plus</numerusform>
            <numerusform>et&#xa0;%Ln de plus</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OutboxDialog</name>
    <message>
        <source>Changes that wait for the edge</source>
        <translation>Modifications en attente du serveur</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>They are made in this order as soon as the edge is back.</source>
        <translation>Elles sont faites dans cet ordre dès le retour du serveur.</translation>
    </message>
    <message>
        <source>Drop</source>
        <translation>Abandonner</translation>
    </message>
    <message>
        <source>Drop: {0}</source>
        <translation>Abandonner&#xa0;: {0}</translation>
    </message>
</context>
<context>
    <name>OutboxWords</name>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}&#xa0;: {1}</translation>
    </message>
    <message>
        <source>the edge refused it. {0}</source>
        <translation>le serveur l’a refusée. {0}</translation>
    </message>
    <message>
        <source>the key belongs to another tenant now.</source>
        <translation>la clé appartient désormais à un autre compte.</translation>
    </message>
    <message>
        <source>it waited for more than 24 hours.</source>
        <translation>l’attente a dépassé 24 heures.</translation>
    </message>
    <message>
        <source>Waits for the edge.</source>
        <translation>Attend le serveur.</translation>
    </message>
    <message>
        <source>⚠ The edge refused it: {0}</source>
        <translation>⚠ Le serveur l’a refusé&#xa0;: {0}</translation>
    </message>
    <message>
        <source>⚠ Not made: it waited for more than 24 hours.</source>
        <translation>⚠ Pas fait&#xa0;: l’attente a dépassé 24 heures.</translation>
    </message>
    <message>
        <source>⚠ Not made: the key belongs to another tenant now.</source>
        <translation>⚠ Pas fait&#xa0;: la clé appartient désormais à un autre compte.</translation>
    </message>
    <message>
        <source>Asked for at {0} by {1}</source>
        <translation>Demandée à {0} par {1}</translation>
    </message>
</context>
<context>
    <name>Outcome</name>
    <message>
        <source>Remove</source>
        <translation>Supprimer</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>La garder</translation>
    </message>
    <message>
        <source>Connecting to {0}…</source>
        <translation>Connexion à {0}…</translation>
    </message>
    <message>
        <source>Press Esc to stop.</source>
        <translation>Appuyez sur Échap pour arrêter.</translation>
    </message>
    <message>
        <source>Connected to {0} as {1}</source>
        <translation>Connecté à «&#xa0;{0}&#xa0;» avec la clé «&#xa0;{1}&#xa0;»</translation>
    </message>
    <message>
        <source>Role {0}, server {1}.</source>
        <translation>Rôle {0}, serveur {1}.</translation>
    </message>
    <message>
        <source>It is a test key.</source>
        <translation>C’est une clé de test.</translation>
    </message>
    <message>
        <source>It may read only.</source>
        <translation>Elle est en lecture seule.</translation>
    </message>
    <message>
        <source>Remove {0}?</source>
        <translation>Supprimer {0}&#xa0;?</translation>
    </message>
    <message>
        <source>Its address, settings and key are forgotten on this computer. The edge is not touched.</source>
        <translation>Son adresse, ses réglages et sa clé sont oubliés sur cet ordinateur. Le serveur n’est pas touché.</translation>
    </message>
    <message>
        <source>viewer</source>
        <translation>observateur</translation>
    </message>
    <message>
        <source>operator</source>
        <translation>opérateur</translation>
    </message>
    <message>
        <source>integrator</source>
        <translation>intégrateur</translation>
    </message>
    <message>
        <source>administrator</source>
        <translation>administrateur</translation>
    </message>
    <message>
        <source>{0} is a key of the whole server</source>
        <translation>{0} est une clé du serveur entier</translation>
    </message>
    <message>
        <source>It belongs to no account, and what is shown here does. Ask whoever runs the edge for a key of one account.</source>
        <translation>Elle n’appartient à aucun compte, alors que ce qui s’affiche ici en dépend. Demandez au responsable du serveur une clé d’un compte.</translation>
    </message>
</context>
<context>
    <name>OverviewPage</name>
    <message>
        <source>Sites that need attention</source>
        <translation>Sites à surveiller</translation>
    </message>
    <message>
        <source>All sites</source>
        <translation>Tous les sites</translation>
    </message>
    <message>
        <source>Filter by name</source>
        <translation>Filtrer par nom</translation>
    </message>
    <message>
        <source>Filter sites by name</source>
        <translation>Filtrer les sites par nom</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>À surveiller</translation>
    </message>
    <message>
        <source>No site has a name like that.</source>
        <translation>Aucun site ne porte un tel nom.</translation>
    </message>
    <message>
        <source>Recent changes</source>
        <translation>Changements récents</translation>
    </message>
    <message>
        <source>Needs you</source>
        <translation>Requiert votre attention</translation>
    </message>
    <message>
        <source>{0} · {1}</source>
        <translation>{0} · {1}</translation>
    </message>
    <message>
        <source>No data</source>
        <translation>Sans données</translation>
    </message>
    <message>
        <source>No data since {0}, {1}</source>
        <translation>Sans données depuis {0}, {1}</translation>
    </message>
    <message>
        <source>No data since {0}</source>
        <translation>Sans données depuis {0}</translation>
    </message>
    <message>
        <source>Connecting to the edge. Until then this is the fleet as it was.</source>
        <translation>Connexion au serveur en cours. D’ici là, voici le parc tel qu’il était.</translation>
    </message>
    <message>
        <source>The edge is not heard. This is the fleet as it was; nobody knows how it is now.</source>
        <translation>Le serveur ne répond plus. Voici le parc tel qu’il était&#xa0;; personne ne sait comment il est maintenant.</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} sur {1}</translation>
    </message>
    <message>
        <source>in your time</source>
        <translation>à votre heure</translation>
    </message>
    <message>
        <source>{0}, {1}, {2}</source>
        <translation>{0}, {1}, {2}</translation>
    </message>
    <message>
        <source>Find a site</source>
        <translation>Trouver un site</translation>
    </message>
    <message>
        <source>Show on map</source>
        <translation>Afficher sur la carte</translation>
    </message>
</context>
<context>
    <name>PageDialog</name>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Command palette</source>
        <translation>Palette de commandes</translation>
    </message>
    <message>
        <source>Find a command, a site or a terminal</source>
        <translation>Trouver une commande, un site ou un terminal</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Résultats</translation>
    </message>
    <message>
        <source>choose</source>
        <translation>choisir</translation>
    </message>
    <message>
        <source>run</source>
        <translation>exécuter</translation>
    </message>
    <message>
        <source>close</source>
        <translation>fermer</translation>
    </message>
    <message>
        <source>Nothing is called “{0}”. Try fewer letters, or another name.</source>
        <translation>Rien ne s’appelle «&#xa0;{0}&#xa0;». Essayez moins de lettres, ou un autre nom.</translation>
    </message>
    <message>
        <source>Used last</source>
        <translation>Récemment utilisées</translation>
    </message>
</context>
<context>
    <name>PeopleList</name>
    <message>
        <source>People</source>
        <translation>Personnes</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Personne</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-mail</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>Téléphone</translation>
    </message>
    <message>
        <source>Quiet</source>
        <translation>Silencieux</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>Fuseau horaire</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Clés</translation>
    </message>
    <message>
        <source>{0} to {1}</source>
        <translation>{0} au {1}</translation>
    </message>
    <message>
        <source>Nobody yet</source>
        <translation>Personne pour l’instant</translation>
    </message>
    <message>
        <source>Add who is to be told of alerts, and whose keys there are.</source>
        <translation>Ajoutez qui doit être averti des alertes, et à qui sont les clés.</translation>
    </message>
    <message>
        <source>New person…</source>
        <translation>Nouvelle personne…</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>Modifier…</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Supprimer…</translation>
    </message>
</context>
<context>
    <name>PeriodChooser</name>
    <message>
        <source>Days</source>
        <translation>Jours</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Aujourd’hui</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Hier</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>7 derniers jours</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>30 derniers jours</translation>
    </message>
    <message>
        <source>From … to …</source>
        <translation>Du … au …</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>Premier jour</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>Dernier jour</translation>
    </message>
</context>
<context>
    <name>PersonDetail</name>
    <message>
        <source>Edit…</source>
        <translation>Modifier…</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Supprimer…</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-mail</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>Téléphone</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>Fuseau horaire</translation>
    </message>
    <message>
        <source>The account&apos;s</source>
        <translation>Celui du compte</translation>
    </message>
    <message>
        <source>Quiet</source>
        <translation>Silencieux</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Jamais</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>Canaux</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Clés</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Id</translation>
    </message>
</context>
<context>
    <name>PersonDialog</name>
    <message>
        <source>New person</source>
        <translation>Nouvelle personne</translation>
    </message>
    <message>
        <source>Edit person</source>
        <translation>Modifier la personne</translation>
    </message>
    <message>
        <source>People are told of alerts, and have keys.</source>
        <translation>Les personnes sont averties des alertes et ont des clés.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Enregistrer</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-mail</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>Téléphone</translation>
    </message>
    <message>
        <source>With the country, like +212…</source>
        <translation>Avec le pays, par exemple +212…</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>Fuseau horaire</translation>
    </message>
    <message>
        <source>Like Africa/Casablanca; empty: the account&apos;s</source>
        <translation>Par exemple Africa/Casablanca&#xa0;; vide&#xa0;: celui du compte</translation>
    </message>
    <message>
        <source>Quiet from</source>
        <translation>Silence à partir de</translation>
    </message>
    <message>
        <source>Like 22:00</source>
        <translation>Par exemple 22:00</translation>
    </message>
    <message>
        <source>Quiet to</source>
        <translation>Silence jusqu’à</translation>
    </message>
    <message>
        <source>Critical alerts still come</source>
        <translation>Les alertes critiques arrivent quand même</translation>
    </message>
    <message>
        <source>Who is it?</source>
        <translation>Qui est-ce&#xa0;?</translation>
    </message>
    <message>
        <source>This is no e-mail address.</source>
        <translation>Ce n’est pas une adresse e-mail.</translation>
    </message>
    <message>
        <source>Begin with the country: +212…</source>
        <translation>Commencez par le pays&#xa0;: +212…</translation>
    </message>
    <message>
        <source>There is no such zone.</source>
        <translation>Ce fuseau n’existe pas.</translation>
    </message>
    <message>
        <source>Like 06:00</source>
        <translation>Par exemple 06:00</translation>
    </message>
</context>
<context>
    <name>Phrases</name>
    <message>
        <source>No terminals</source>
        <translation>Aucun terminal</translation>
    </message>
    <message>
        <source>{0} of {1} offline</source>
        <translation>{0} sur {1} hors ligne</translation>
    </message>
    <message>
        <source>{0} of {1} unstable</source>
        <translation>{0} sur {1} instables</translation>
    </message>
    <message>
        <source>{0} of {1} degraded</source>
        <translation>{0} sur {1} dégradés</translation>
    </message>
    <message>
        <source>{0} of {1} without data</source>
        <translation>{0} sur {1} sans données</translation>
    </message>
    <message numerus="yes">
        <source>and %n more sites</source>
        <translation>
            <numerusform>et&#xa0;%Ln autre site</numerusform>
            <numerusform>et&#xa0;%Ln autres sites</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n sites not on map</source>
        <translation>
            <numerusform>%Ln site pas sur la carte</numerusform>
            <numerusform>%Ln sites pas sur la carte</numerusform>
        </translation>
    </message>
    <message>
        <source>{0} km</source>
        <translation>{0} km</translation>
    </message>
    <message>
        <source>{0} m</source>
        <translation>{0} m</translation>
    </message>
    <message>
        <source>Updated {0}</source>
        <translation>Mis à jour {0}</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>aucun pour l’instant</translation>
    </message>
    <message>
        <source>{0}, {1}, {2}</source>
        <translation>{0}, {1}, {2}</translation>
    </message>
</context>
<context>
    <name>PinDialog</name>
    <message>
        <source>PIN</source>
        <translation>Code PIN</translation>
    </message>
    <message>
        <source>Change the PIN</source>
        <translation>Changer le code PIN</translation>
    </message>
    <message>
        <source>Choose a PIN</source>
        <translation>Choisir un code PIN</translation>
    </message>
    <message>
        <source>It hides the console on this computer while you are away. It does not protect the files of your account: lock the computer for that.</source>
        <translation>Il masque la console sur cet ordinateur pendant votre absence. Il ne protège pas les fichiers de votre compte&#xa0;: pour cela, verrouillez l’ordinateur.</translation>
    </message>
    <message>
        <source>The PIN until now</source>
        <translation>Code PIN actuel</translation>
    </message>
    <message>
        <source>New PIN</source>
        <translation>Nouveau code PIN</translation>
    </message>
    <message>
        <source>At least four characters.</source>
        <translation>Au moins quatre caractères.</translation>
    </message>
    <message>
        <source>Once more</source>
        <translation>Encore une fois</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Le garder</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>A PIN has at least four characters.</source>
        <translation>Un code PIN a au moins quatre caractères.</translation>
    </message>
    <message>
        <source>These are not the same.</source>
        <translation>Les deux ne sont pas identiques.</translation>
    </message>
    <message>
        <source>This is not the PIN.</source>
        <translation>Ce n’est pas le bon code PIN.</translation>
    </message>
</context>
<context>
    <name>PlaceDialog</name>
    <message>
        <source>Where is {0}?</source>
        <translation>Où se trouve {0}&#xa0;?</translation>
    </message>
    <message>
        <source>Click the place. Click again to correct it; the wheel comes closer.</source>
        <translation>Cliquez sur l’endroit. Cliquez à nouveau pour corriger&#xa0;; la molette rapproche.</translation>
    </message>
    <message>
        <source>Take this place</source>
        <translation>Prendre cet endroit</translation>
    </message>
    <message>
        <source>No place is chosen yet.</source>
        <translation>Aucun endroit n’est encore choisi.</translation>
    </message>
</context>
<context>
    <name>PlaceList</name>
    <message>
        <source>Find a site or a terminal</source>
        <translation>Trouver un site ou un terminal</translation>
    </message>
    <message numerus="yes">
        <source>all of its %Ln terminals</source>
        <translation>
            <numerusform>son seul terminal</numerusform>
            <numerusform>ses&#xa0;%Ln terminaux</numerusform>
        </translation>
    </message>
    <message>
        <source>{0} · {1}</source>
        <translation>{0} · {1}</translation>
    </message>
</context>
<context>
    <name>ProblemPanel</name>
    <message>
        <source>Details</source>
        <translation>Détails</translation>
    </message>
    <message>
        <source>Copy the details</source>
        <translation>Copier les détails</translation>
    </message>
    <message>
        <source>folded</source>
        <translation>replié</translation>
    </message>
    <message>
        <source>open</source>
        <translation>ouvert</translation>
    </message>
</context>
<context>
    <name>ProfileForm</name>
    <message>
        <source>Enter the address of the edge.</source>
        <translation>Saisissez l’adresse du serveur.</translation>
    </message>
    <message>
        <source>Kept; enter another one to replace it</source>
        <translation>Conservée&#xa0;; saisissez-en une autre pour la remplacer</translation>
    </message>
    <message>
        <source>pd_live_…</source>
        <translation>pd_live_…</translation>
    </message>
    <message>
        <source>As the account is called</source>
        <translation>Comme le compte s’appelle</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>API key</source>
        <translation>Clé d’API</translation>
    </message>
    <message>
        <source>Remember the key</source>
        <translation>Retenir la clé</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Couleur</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Aucune</translation>
    </message>
    <message>
        <source>Red</source>
        <translation>Rouge</translation>
    </message>
    <message>
        <source>Orange</source>
        <translation>Orange</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>Vert</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>Bleu</translation>
    </message>
    <message>
        <source>Purple</source>
        <translation>Violet</translation>
    </message>
    <message>
        <source>Pink</source>
        <translation>Rose</translation>
    </message>
    <message>
        <source>Colour, to tell connections apart at a glance</source>
        <translation>Couleur, pour distinguer les connexions d’un coup d’œil</translation>
    </message>
    <message>
        <source>Safe mode</source>
        <translation>Mode sûr</translation>
    </message>
    <message>
        <source>Borders on the map</source>
        <translation>Frontières sur la carte</translation>
    </message>
    <message>
        <source>Neutral</source>
        <translation>Neutre</translation>
    </message>
    <message>
        <source>Draws no borders where they are disputed.</source>
        <translation>Ne trace aucune frontière là où elle est contestée.</translation>
    </message>
    <message>
        <source>Morocco</source>
        <translation>Maroc</translation>
    </message>
    <message>
        <source>Draws borders as Morocco sees them.</source>
        <translation>Trace les frontières telles que le Maroc les voit.</translation>
    </message>
    <message>
        <source>United Nations</source>
        <translation>Nations unies</translation>
    </message>
    <message>
        <source>Draws borders as the United Nations&apos; maps do.</source>
        <translation>Trace les frontières comme les cartes des Nations unies.</translation>
    </message>
    <message>
        <source>Only until the program ends: this computer has no keyring.</source>
        <translation>Seulement jusqu’à la fin du programme&#xa0;: cet ordinateur n’a pas de trousseau.</translation>
    </message>
    <message>
        <source>Only until the program ends.</source>
        <translation>Seulement jusqu’à la fin du programme.</translation>
    </message>
    <message>
        <source>In the system keyring.</source>
        <translation>Dans le trousseau du système.</translation>
    </message>
</context>
<context>
    <name>ProfileList</name>
    <message>
        <source>Connections</source>
        <translation>Connexions</translation>
    </message>
    <message>
        <source>New connection</source>
        <translation>Nouvelle connexion</translation>
    </message>
</context>
<context>
    <name>ProgressNotice</name>
    <message>
        <source>Dismiss</source>
        <translation>Ignorer</translation>
    </message>
</context>
<context>
    <name>ProofLine</name>
    <message>
        <source>Look it through again</source>
        <translation>L’examiner à nouveau</translation>
    </message>
</context>
<context>
    <name>PunchDetail</name>
    <message>
        <source>Where</source>
        <translation>Lieu</translation>
    </message>
    <message>
        <source>Employee {0}</source>
        <translation>Employé {0}</translation>
    </message>
    <message>
        <source>{0} by {1}</source>
        <translation>{0} par {1}</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>oui</translation>
    </message>
    <message>
        <source>no</source>
        <translation>non</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Numéro</translation>
    </message>
    <message>
        <source>Time there</source>
        <translation>Heure sur place</translation>
    </message>
    <message>
        <source>Zone</source>
        <translation>Fuseau</translation>
    </message>
    <message>
        <source>In UTC</source>
        <translation>En UTC</translation>
    </message>
    <message>
        <source>On its way</source>
        <translation>En chemin</translation>
    </message>
    <message>
        <source>Its time</source>
        <translation>Son heure</translation>
    </message>
    <message>
        <source>Work code</source>
        <translation>Code de travail</translation>
    </message>
    <message>
        <source>Mask</source>
        <translation>Masque</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Température</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Id</translation>
    </message>
</context>
<context>
    <name>PunchPhoto</name>
    <message>
        <source>Show the photo</source>
        <translation>Afficher la photo</translation>
    </message>
    <message>
        <source>Who looks at one is noted in the audit log.</source>
        <translation>Qui en regarde une est noté dans le journal d’audit.</translation>
    </message>
    <message>
        <source>Photo taken at the punch</source>
        <translation>Photo prise au pointage</translation>
    </message>
    <message>
        <source>There is none: the terminal took no picture, or it is kept no longer.</source>
        <translation>Il n’y en a pas&#xa0;: le terminal n’a pas pris d’image, ou elle n’est plus conservée.</translation>
    </message>
    <message>
        <source>The picture cannot be read.</source>
        <translation>L’image ne peut pas être lue.</translation>
    </message>
</context>
<context>
    <name>PunchSheet</name>
    <message>
        <source>Where</source>
        <translation>Lieu</translation>
    </message>
    <message>
        <source>Employee {0}</source>
        <translation>Employé {0}</translation>
    </message>
    <message>
        <source>Punch</source>
        <translation>Pointage</translation>
    </message>
    <message>
        <source>{0} by {1}</source>
        <translation>{0}, par {1}</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>oui</translation>
    </message>
    <message>
        <source>no</source>
        <translation>non</translation>
    </message>
    <message>
        <source>Local time</source>
        <translation>Heure locale</translation>
    </message>
    <message>
        <source>Zone</source>
        <translation>Fuseau</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Reçu</translation>
    </message>
    <message>
        <source>On its way</source>
        <translation>En chemin</translation>
    </message>
    <message>
        <source>Its time</source>
        <translation>Son heure</translation>
    </message>
    <message>
        <source>Work code</source>
        <translation>Code de travail</translation>
    </message>
    <message>
        <source>Mask</source>
        <translation>Masque</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Température</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Id</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Pages</source>
        <translation>Pages</translation>
    </message>
    <message>
        <source>Fold the rail</source>
        <translation>Replier la barre latérale</translation>
    </message>
    <message>
        <source>Unfold the rail</source>
        <translation>Déplier la barre latérale</translation>
    </message>
</context>
<context>
    <name>RecentChanges</name>
    <message>
        <source>Recent changes</source>
        <translation>Changements récents</translation>
    </message>
    <message>
        <source>Nothing is known yet.</source>
        <translation>Rien n’est encore connu.</translation>
    </message>
    <message>
        <source>No terminal changed while this window was connected, from {0} on.</source>
        <translation>Aucun terminal n’a changé pendant que cette fenêtre était connectée, à partir de {0}.</translation>
    </message>
    <message>
        <source>No terminal has changed since this window connected at {0}.</source>
        <translation>Aucun terminal n’a changé depuis que cette fenêtre s’est connectée à {0}.</translation>
    </message>
    <message numerus="yes">
        <source>Show all %n</source>
        <translation>
            <numerusform>Afficher l’élément</numerusform>
            <numerusform>Afficher les&#xa0;%Ln</numerusform>
        </translation>
    </message>
    <message>
        <source>Show fewer</source>
        <translation>Afficher moins</translation>
    </message>
</context>
<context>
    <name>RecordsPage</name>
    <message>
        <source>Filter</source>
        <translation>Filtre</translation>
    </message>
    <message>
        <source>What can be done with it…</source>
        <translation>Ce qu’on peut en faire…</translation>
    </message>
    <message>
        <source>Fetch it anew</source>
        <translation>Récupérer à nouveau</translation>
    </message>
    <message>
        <source>Keep this view…</source>
        <translation>Garder cette vue…</translation>
    </message>
    <message>
        <source>Mark it, or unmark it</source>
        <translation>Marquer, ou ne plus marquer</translation>
    </message>
    <message>
        <source>Mark all up to here</source>
        <translation>Marquer tout jusqu’ici</translation>
    </message>
    <message>
        <source>Mark all that are shown</source>
        <translation>Marquer tout ce qui est affiché</translation>
    </message>
</context>
<context>
    <name>ReplaceTerminalDialog</name>
    <message>
        <source>Replace {0}</source>
        <translation>Remplacer {0}</translation>
    </message>
    <message>
        <source>The new one</source>
        <translation>Le nouveau</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>Ce qui se passe</translation>
    </message>
    <message>
        <source>It calls</source>
        <translation>Il appelle</translation>
    </message>
    <message>
        <source>Serial number of the new terminal</source>
        <translation>Numéro de série du nouveau terminal</translation>
    </message>
    <message>
        <source>On a label at its back, and in its menu under System Info.</source>
        <translation>Sur une étiquette au dos, et dans son menu sous System Info.</translation>
    </message>
    <message>
        <source>In the place of {0}, serial number {1}.</source>
        <translation>À la place de {0}, numéro de série {1}.</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Suivant</translation>
    </message>
    <message>
        <source>Replace it</source>
        <translation>Le remplacer</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Terminer</translation>
    </message>
    <message>
        <source>Enter the number of the new terminal.</source>
        <translation>Saisissez le numéro du nouveau terminal.</translation>
    </message>
    <message>
        <source>That is the number of the old one.</source>
        <translation>C’est le numéro de l’ancien.</translation>
    </message>
    <message>
        <source>It could not be replaced</source>
        <translation>Il n’a pas pu être remplacé</translation>
    </message>
    <message>
        <source>What stays</source>
        <translation>Ce qui reste</translation>
    </message>
    <message>
        <source>Its name, site, tags, history and all punches. Its people ({0} on the old one) are sent to the new one as soon as that calls, with the templates that the edge keeps.</source>
        <translation>Son nom, son site, ses étiquettes, son historique et tous ses pointages. Ses personnes ({0} sur l’ancien) sont envoyées au nouveau dès qu’il appelle, avec les gabarits que le serveur conserve.</translation>
    </message>
    <message>
        <source>What is lost</source>
        <translation>Ce qui est perdu</translation>
    </message>
    <message>
        <source>The old terminal is served no more: punches that it has not sent yet stay on it. Commands that it had fetched fail. The old one can be put back the same way.</source>
        <translation>L’ancien terminal n’est plus servi&#xa0;: les pointages qu’il n’a pas encore envoyés y restent. Les commandes qu’il avait prises échouent. L’ancien peut être remis de la même façon.</translation>
    </message>
    <message>
        <source>How far it is cannot be seen now</source>
        <translation>L’avancement ne peut pas être vu maintenant</translation>
    </message>
    <message>
        <source>It called, and holds the people that it should.</source>
        <translation>Il a appelé, et contient les personnes qu’il doit contenir.</translation>
    </message>
    <message>
        <source>{0} is replaced</source>
        <translation>{0} est remplacé</translation>
    </message>
    <message>
        <source>Its people are being sent to it. You can finish here; it goes on by itself.</source>
        <translation>Ses personnes lui sont envoyées. Vous pouvez terminer ici&#xa0;; cela continue tout seul.</translation>
    </message>
    <message>
        <source>The new terminal is here</source>
        <translation>Le nouveau terminal est là</translation>
    </message>
    <message>
        <source>On its menu, under Communication, then Cloud Server Setting (ADMS), enter:</source>
        <translation>Dans son menu, sous Communication, puis Cloud Server Setting (ADMS), saisissez&#xa0;:</translation>
    </message>
    <message>
        <source>Waiting for {0} to call</source>
        <translation>En attente de l’appel de {0}</translation>
    </message>
</context>
<context>
    <name>ReplayDialog</name>
    <message>
        <source>Deliver again to {0}</source>
        <translation>Livrer à nouveau à {0}</translation>
    </message>
    <message>
        <source>Each event goes out as a new delivery with the webhook-id that it always had, in order.</source>
        <translation>Chaque événement repart comme une nouvelle livraison avec le webhook-id qu’il a toujours eu, dans l’ordre.</translation>
    </message>
    <message>
        <source>Deliver again</source>
        <translation>Livrer à nouveau</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Quoi</translation>
    </message>
    <message>
        <source>Told in the last</source>
        <translation>Signalé depuis</translation>
    </message>
    <message>
        <source>What failed</source>
        <translation>Ce qui a échoué</translation>
    </message>
    <message>
        <source>Only what was given up.</source>
        <translation>Seulement ce qui a été abandonné.</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Tout</translation>
    </message>
    <message>
        <source>Also what was taken: the receiver gets it twice.</source>
        <translation>Aussi ce qui a été accepté&#xa0;: le destinataire le reçoit deux fois.</translation>
    </message>
    <message>
        <source>Hour</source>
        <translation>1 heure</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>1 jour</translation>
    </message>
    <message>
        <source>3 days</source>
        <translation>3 jours</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>7 jours</translation>
    </message>
    <message>
        <source>29 days</source>
        <translation>29 jours</translation>
    </message>
    <message numerus="yes">
        <source>%n wait still: those are sent by themselves.</source>
        <translation>
            <numerusform>%Ln attend encore&#xa0;: elle part d’elle-même.</numerusform>
            <numerusform>%Ln attendent encore&#xa0;: elles partent d’elles-mêmes.</numerusform>
        </translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>Comptage…</translation>
    </message>
    <message>
        <source>One moment</source>
        <translation>Un instant</translation>
    </message>
    <message>
        <source>That could not be counted</source>
        <translation>Cela n’a pas pu être compté</translation>
    </message>
    <message>
        <source>There is nothing to deliver again</source>
        <translation>Il n’y a rien à livrer à nouveau</translation>
    </message>
    <message numerus="yes">
        <source>%n deliveries</source>
        <translation>
            <numerusform>%Ln livraison</numerusform>
            <numerusform>%Ln livraisons</numerusform>
        </translation>
    </message>
    <message>
        <source>More than {0}</source>
        <translation>Plus de {0}</translation>
    </message>
    <message numerus="yes">
        <source>At most %n a second, behind what waits already.</source>
        <translation>
            <numerusform>Au plus&#xa0;%Ln par seconde, après ce qui attend déjà.</numerusform>
            <numerusform>Au plus&#xa0;%Ln par seconde, après ce qui attend déjà.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReportParts</name>
    <message numerus="yes">
        <source>%Ln times away</source>
        <translation>
            <numerusform>%Ln absence</numerusform>
            <numerusform>%Ln absences</numerusform>
        </translation>
    </message>
    <message>
        <source>at least {0}</source>
        <translation>au moins {0}</translation>
    </message>
    <message>
        <source>Uptime</source>
        <translation>Disponibilité</translation>
    </message>
    <message>
        <source>{0}, {1}</source>
        <translation>{0}, {1}</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>Alertes</translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them acted on</source>
        <translation>
            <numerusform>%Ln d’entre elles suivie d’effet</numerusform>
            <numerusform>%Ln d’entre elles suivies d’effet</numerusform>
        </translation>
    </message>
    <message>
        <source>Nobody was disturbed</source>
        <translation>Personne n’a été dérangé</translation>
    </message>
    <message>
        <source>Taken on within</source>
        <translation>Prises en charge en</translation>
    </message>
    <message>
        <source>over within {0}</source>
        <translation>terminées en {0}</translation>
    </message>
    <message>
        <source>Punches</source>
        <translation>Pointages</translation>
    </message>
    <message numerus="yes">
        <source>%Ln came late</source>
        <translation>
            <numerusform>%Ln arrivé en retard</numerusform>
            <numerusform>%Ln arrivés en retard</numerusform>
        </translation>
    </message>
    <message>
        <source>Punches by day</source>
        <translation>Pointages par jour</translation>
    </message>
    <message>
        <source>In time</source>
        <translation>À l’heure</translation>
    </message>
    <message>
        <source>Late</source>
        <translation>En retard</translation>
    </message>
    <message>
        <source>Alerts by day</source>
        <translation>Alertes par jour</translation>
    </message>
    <message>
        <source>Uptime by day, in %</source>
        <translation>Disponibilité par jour, en&#xa0;%</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>Site</translation>
    </message>
    <message>
        <source>Terminals</source>
        <translation>Terminaux</translation>
    </message>
    <message>
        <source>Uptime by site</source>
        <translation>Disponibilité par site</translation>
    </message>
    <message>
        <source>Uptime by terminal</source>
        <translation>Disponibilité par terminal</translation>
    </message>
    <message>
        <source>Came and went most often</source>
        <translation>Ceux qui ont le plus disparu</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Règle</translation>
    </message>
    <message>
        <source>Acted on</source>
        <translation>Suivies d’effet</translation>
    </message>
    <message>
        <source>Not acted on</source>
        <translation>Sans suite</translation>
    </message>
    <message>
        <source>Rules that made noise</source>
        <translation>Règles qui ont fait du bruit</translation>
    </message>
    <message>
        <source>Terminal</source>
        <translation>Terminal</translation>
    </message>
    <message>
        <source>Late punches</source>
        <translation>Pointages en retard</translation>
    </message>
    <message>
        <source>Longest delay</source>
        <translation>Plus long retard</translation>
    </message>
    <message>
        <source>Late uploads</source>
        <translation>Envois en retard</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Jour</translation>
    </message>
    <message>
        <source>Uptime, %</source>
        <translation>Disponibilité,&#xa0;%</translation>
    </message>
    <message>
        <source>Day by day</source>
        <translation>Jour par jour</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Objet</translation>
    </message>
    <message>
        <source>Days begin in</source>
        <translation>Les jours commencent à l’heure de</translation>
    </message>
    <message>
        <source>The key may not read events, so it is not known.</source>
        <translation>La clé ne permet pas de lire les événements, on ne le sait donc pas.</translation>
    </message>
    <message>
        <source>There were more than were looked through: the oldest are missing.</source>
        <translation>Il y en avait plus que ce qui a été parcouru&#xa0;: les plus anciens manquent.</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>Numéro de série</translation>
    </message>
    <message>
        <source>Away for</source>
        <translation>Absent pendant</translation>
    </message>
    <message>
        <source>Times away</source>
        <translation>Absences</translation>
    </message>
    <message>
        <source>{0} %</source>
        <translation>{0}&#xa0;%</translation>
    </message>
</context>
<context>
    <name>ReportsPage</name>
    <message>
        <source>Ask for the figures again</source>
        <translation>Redemander les chiffres</translation>
    </message>
    <message>
        <source>Export the report…</source>
        <translation>Exporter le rapport…</translation>
    </message>
    <message>
        <source>print</source>
        <translation>imprimer</translation>
    </message>
    <message>
        <source>Draft the handover note</source>
        <translation>Rédiger la note de relève</translation>
    </message>
    <message>
        <source>shift</source>
        <translation>poste</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>Site</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exporter…</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>Rapports</translation>
    </message>
    <message>
        <source>The report</source>
        <translation>Le rapport</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>Collecting the figures</source>
        <translation>Collecte des chiffres</translation>
    </message>
    <message>
        <source>The edge is asked for what happened in these days.</source>
        <translation>Le serveur est interrogé sur ce qui s’est passé ces jours-là.</translation>
    </message>
    <message>
        <source>Handover note</source>
        <translation>Note de relève</translation>
    </message>
    <message>
        <source>What whoever comes next must know.</source>
        <translation>Ce que la relève doit savoir.</translation>
    </message>
    <message>
        <source>Draft anew</source>
        <translation>Rédiger à nouveau</translation>
    </message>
    <message>
        <source>From the alerts, silences and deeds of the last 12 hours</source>
        <translation>À partir des alertes, mises en silence et actions des 12 dernières heures</translation>
    </message>
    <message numerus="yes">
        <source>%Ln read</source>
        <translation>
            <numerusform>%Ln lu</numerusform>
            <numerusform>%Ln lus</numerusform>
        </translation>
    </message>
    <message>
        <source>The note was not drafted</source>
        <translation>La note n’a pas été rédigée</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} sur {1}</translation>
    </message>
    <message>
        <source>The figures did not come</source>
        <translation>Les chiffres ne sont pas arrivés</translation>
    </message>
    <message>
        <source>All sites</source>
        <translation>Tous les sites</translation>
    </message>
    <message>
        <source>Fleet report: {0}</source>
        <translation>Rapport du parc&#xa0;: {0}</translation>
    </message>
    <message>
        <source>{0} to {1}</source>
        <translation>{0} au {1}</translation>
    </message>
</context>
<context>
    <name>RetimeDialog</name>
    <message>
        <source>Read the punches of {0} anew</source>
        <translation>Relire les pointages de {0}</translation>
    </message>
    <message>
        <source>Read anew</source>
        <translation>Relire</translation>
    </message>
    <message>
        <source>Terminals send the time on their wall. Punches that were read in another zone get the instant it means in {0}. The time on the wall stays, and so does what terminals sent with an offset.</source>
        <translation>Les terminaux envoient l’heure affichée sur place. Les pointages lus dans un autre fuseau reçoivent l’instant qu’elle désigne dans {0}. L’heure affichée reste, de même que ce que les terminaux ont envoyé avec un décalage.</translation>
    </message>
    <message>
        <source>Punches of</source>
        <translation>Pointages de</translation>
    </message>
    <message>
        <source>1 day</source>
        <translation>1 jour</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>7 jours</translation>
    </message>
    <message>
        <source>30 days</source>
        <translation>30 jours</translation>
    </message>
    <message>
        <source>1 year</source>
        <translation>1 an</translation>
    </message>
    <message>
        <source>Punches of the last</source>
        <translation>Pointages durant les derniers</translation>
    </message>
    <message>
        <source>Looking at its punches…</source>
        <translation>Examen de ses pointages…</translation>
    </message>
    <message>
        <source>There are no punches of that time.</source>
        <translation>Il n’y a pas de pointages de cette période.</translation>
    </message>
    <message>
        <source>{0} of {1} would change.</source>
        <translation>{0} sur {1} changeraient.</translation>
    </message>
    <message>
        <source>{0}; of the newest {1}, {2} would change.</source>
        <translation>{0}&#xa0;; parmi les {1} plus récents, {2} changeraient.</translation>
    </message>
    <message>
        <source>Read before in {0}. Each that changes is told to webhooks again.</source>
        <translation>Lus auparavant dans {0}. Chaque pointage modifié est à nouveau annoncé aux webhooks.</translation>
    </message>
    <message>
        <source>, </source>
        <translation>, </translation>
    </message>
</context>
<context>
    <name>RotateDialog</name>
    <message>
        <source>New secret for {0}</source>
        <translation>Nouveau secret pour {0}</translation>
    </message>
    <message>
        <source>For a while both secrets sign, so that a receiver that knows either accepts every delivery.</source>
        <translation>Pendant un temps, les deux secrets signent, si bien qu’un destinataire qui connaît l’un ou l’autre accepte chaque livraison.</translation>
    </message>
    <message>
        <source>Make a new secret</source>
        <translation>Créer un nouveau secret</translation>
    </message>
    <message>
        <source>The old one goes on signing for</source>
        <translation>L’ancien continue de signer pendant</translation>
    </message>
    <message>
        <source>No longer</source>
        <translation>Plus maintenant</translation>
    </message>
    <message>
        <source>Deliveries fail until the receiver has the new one.</source>
        <translation>Les livraisons échouent jusqu’à ce que le destinataire ait le nouveau.</translation>
    </message>
    <message>
        <source>1 hour</source>
        <translation>1 heure</translation>
    </message>
    <message>
        <source>1 day</source>
        <translation>1 jour</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>7 jours</translation>
    </message>
    <message>
        <source>X-PunchConnect-Signature is made with</source>
        <translation>X-PunchConnect-Signature est faite avec</translation>
    </message>
    <message>
        <source>The old one</source>
        <translation>L’ancien</translation>
    </message>
    <message>
        <source>It has room for one: until that one retires.</source>
        <translation>Il n’y a de place que pour un&#xa0;: jusqu’à ce que celui-là soit retiré.</translation>
    </message>
    <message>
        <source>The new one</source>
        <translation>Le nouveau</translation>
    </message>
    <message>
        <source>From now on.</source>
        <translation>À partir de maintenant.</translation>
    </message>
</context>
<context>
    <name>RotateKeyDialog</name>
    <message>
        <source>New secret for {0}</source>
        <translation>Nouveau secret pour {0}</translation>
    </message>
    <message>
        <source>It keeps its name and what it may do. For a while the old one works too.</source>
        <translation>Elle garde son nom et ses droits. Pendant un temps, l’ancienne fonctionne aussi.</translation>
    </message>
    <message>
        <source>Make a new secret</source>
        <translation>Créer un nouveau secret</translation>
    </message>
    <message>
        <source>The old one works for</source>
        <translation>L’ancienne fonctionne encore</translation>
    </message>
    <message>
        <source>No longer</source>
        <translation>Plus maintenant</translation>
    </message>
    <message>
        <source>Whatever uses it is refused at once.</source>
        <translation>Tout ce qui l’utilise est refusé aussitôt.</translation>
    </message>
    <message>
        <source>1 hour</source>
        <translation>1 heure</translation>
    </message>
    <message>
        <source>1 day</source>
        <translation>1 jour</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>7 jours</translation>
    </message>
</context>
<context>
    <name>RuleRow</name>
    <message>
        <source>Punches that pass</source>
        <translation>Pointages qui passent</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Couleur</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>Forme</translation>
    </message>
    <message>
        <source>Before the one above</source>
        <translation>Avant celle du dessus</translation>
    </message>
    <message>
        <source>Remove the rule</source>
        <translation>Supprimer la règle</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>Bleu</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>Vert</translation>
    </message>
    <message>
        <source>Amber</source>
        <translation>Ambre</translation>
    </message>
    <message>
        <source>Red</source>
        <translation>Rouge</translation>
    </message>
    <message>
        <source>Violet</source>
        <translation>Violet</translation>
    </message>
    <message>
        <source>Grey</source>
        <translation>Gris</translation>
    </message>
    <message>
        <source>Disc</source>
        <translation>Disque</translation>
    </message>
    <message>
        <source>Square</source>
        <translation>Carré</translation>
    </message>
    <message>
        <source>Triangle</source>
        <translation>Triangle</translation>
    </message>
    <message>
        <source>Diamond</source>
        <translation>Losange</translation>
    </message>
    <message>
        <source>Ring</source>
        <translation>Anneau</translation>
    </message>
    <message>
        <source>Bar</source>
        <translation>Barre</translation>
    </message>
</context>
<context>
    <name>SafeModeWords</name>
    <message>
        <source>Open</source>
        <translation>Ouvert</translation>
    </message>
    <message>
        <source>Confirm writes</source>
        <translation>Confirmer les écritures</translation>
    </message>
    <message>
        <source>Read-only</source>
        <translation>Lecture seule</translation>
    </message>
    <message>
        <source>Changes are made when you ask for them.</source>
        <translation>Les changements se font quand vous les demandez.</translation>
    </message>
    <message>
        <source>Every change shows what it will do, and asks first.</source>
        <translation>Chaque changement montre ce qu’il fera, et demande d’abord.</translation>
    </message>
    <message>
        <source>Nothing can be changed from here; such actions are not shown.</source>
        <translation>Rien ne peut être modifié d’ici&#xa0;; ces actions ne sont pas affichées.</translation>
    </message>
</context>
<context>
    <name>ScopePane</name>
    <message>
        <source>By hand</source>
        <translation>À la main</translation>
    </message>
    <message>
        <source>Sites</source>
        <translation>Sites</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Étiquettes</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modèles</translation>
    </message>
    <message>
        <source>Whole fleet</source>
        <translation>Tout le parc</translation>
    </message>
    <message numerus="yes">
        <source>%n chosen</source>
        <translation>
            <numerusform>%Ln choisi</numerusform>
            <numerusform>%Ln choisis</numerusform>
        </translation>
    </message>
    <message>
        <source>To whom</source>
        <translation>À qui</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Rechercher</translation>
    </message>
    <message>
        <source>Find what to choose</source>
        <translation>Trouver quoi choisir</translation>
    </message>
    <message>
        <source>What to choose</source>
        <translation>Quoi choisir</translation>
    </message>
    <message>
        <source>{0}, {1}</source>
        <translation>{0}, {1}</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>What it is</source>
        <translation>Ce que c’est</translation>
    </message>
    <message>
        <source>Space marks further ones, Ctrl+A all that are shown.</source>
        <translation>Espace en marque d’autres, Ctrl+A tout ce qui est affiché.</translation>
    </message>
    <message>
        <source>{0}. {1}</source>
        <translation>{0}. {1}</translation>
    </message>
    <message>
        <source>Choose at least one.</source>
        <translation>Choisissez-en au moins un.</translation>
    </message>
</context>
<context>
    <name>Secret</name>
    <message>
        <source>Show the key</source>
        <translation>Afficher la clé</translation>
    </message>
    <message>
        <source>Hide the key</source>
        <translation>Masquer la clé</translation>
    </message>
</context>
<context>
    <name>SecretDialog</name>
    <message>
        <source>I have kept it</source>
        <translation>Je l’ai conservé</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Take care</source>
        <translation>Attention</translation>
    </message>
    <message>
        <source>It is not shown again. Copy it first, or press Esc once more.</source>
        <translation>Il n’est plus montré ensuite. Copiez-le d’abord, ou appuyez encore une fois sur Échap.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
    <message>
        <source>Copy {0}</source>
        <translation>Copier {0}</translation>
    </message>
    <message numerus="yes">
        <source>Copied. It leaves the clipboard in %n s.</source>
        <translation>
            <numerusform>Copié. Quitte le presse-papiers dans&#xa0;%Ln s.</numerusform>
            <numerusform>Copié. Quitte le presse-papiers dans&#xa0;%Ln s.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SectionTitle</name>
    <message>
        <source>open</source>
        <translation>ouvert</translation>
    </message>
    <message>
        <source>folded</source>
        <translation>replié</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>Réglages</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Langue</translation>
    </message>
    <message>
        <source>The language changes at the next start.</source>
        <translation>La langue change au prochain démarrage.</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>Notifications</translation>
    </message>
    <message>
        <source>Keyboard</source>
        <translation>Clavier</translation>
    </message>
    <message>
        <source>Every command can have other keys. What is changed is kept on this computer.</source>
        <translation>Chaque commande peut recevoir d’autres touches. Ce qui est modifié est conservé sur cet ordinateur.</translation>
    </message>
    <message>
        <source>Change keyboard shortcuts…</source>
        <translation>Modifier les raccourcis clavier…</translation>
    </message>
    <message>
        <source>Data use</source>
        <translation>Données</translation>
    </message>
    <message>
        <source>Spare the line</source>
        <translation>Économiser la ligne</translation>
    </message>
    <message>
        <source>Low bandwidth</source>
        <translation>Bas débit</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Maintenant</translation>
    </message>
    <message>
        <source>For satellite and mobile lines. The edge is asked half as often and photos are left out. Punches and alerts still come the moment they happen.</source>
        <translation>Pour les liaisons satellite et mobiles. Le serveur est interrogé deux fois moins souvent et les photos sont omises. Pointages et alertes arrivent toujours à l’instant.</translation>
    </message>
    <message>
        <source>Wall</source>
        <translation>Écran mural</translation>
    </message>
    <message>
        <source>{0} s</source>
        <translation>{0} s</translation>
    </message>
    <message>
        <source>Next page after</source>
        <translation>Page suivante après</translation>
    </message>
    <message>
        <source>For a screen on the wall: overview, map and alerts in turn, over the whole screen.</source>
        <translation>Pour un écran mural&#xa0;: vue d’ensemble, carte et alertes tour à tour, en plein écran.</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Aide</translation>
    </message>
    <message>
        <source>What helps others to help you. Nothing leaves this computer by itself.</source>
        <translation>Ce qui aide les autres à vous aider. Rien ne quitte cet ordinateur de lui-même.</translation>
    </message>
    <message>
        <source>Diagnostics…</source>
        <translation>Diagnostic…</translation>
    </message>
    <message>
        <source>Logs…</source>
        <translation>Journaux…</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Raccourcis clavier</translation>
    </message>
    <message>
        <source>Sections</source>
        <translation>Sections</translation>
    </message>
    <message>
        <source>{0} in the last minute</source>
        <translation>{0} durant la dernière minute</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Compte</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Clé</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Serveur</translation>
    </message>
    <message>
        <source>Safe mode</source>
        <translation>Mode sûr</translation>
    </message>
    <message>
        <source>{0}. {1}</source>
        <translation>{0}. {1}</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>Certificat</translation>
    </message>
    <message>
        <source>pinned by you</source>
        <translation>épinglé par vous</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Apparence</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Couleurs</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Comme le système</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Clair</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Sombre</translation>
    </message>
    <message>
        <source>{0} %</source>
        <translation>{0}&#xa0;%</translation>
    </message>
    <message>
        <source>Size of text</source>
        <translation>Taille du texte</translation>
    </message>
    <message>
        <source>Reduce motion: nothing glides or blinks</source>
        <translation>Réduire les animations&#xa0;: rien ne glisse ni ne clignote</translation>
    </message>
    <message>
        <source>Motion</source>
        <translation>Animations</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Messages</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>Commencer</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Carte</translation>
    </message>
    <message>
        <source>Borders</source>
        <translation>Frontières</translation>
    </message>
    <message>
        <source>Neutral</source>
        <translation>Neutre</translation>
    </message>
    <message>
        <source>Morocco</source>
        <translation>Maroc</translation>
    </message>
    <message>
        <source>United Nations</source>
        <translation>Nations unies</translation>
    </message>
    <message>
        <source>Neutral draws no borders where they are disputed. The choice belongs to this profile.</source>
        <translation>Neutre ne trace aucune frontière là où elle est contestée. Le choix appartient à ce profil.</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Connexion</translation>
    </message>
    <message>
        <source>Connections…</source>
        <translation>Connexions…</translation>
    </message>
</context>
<context>
    <name>ShortcutSheet</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Raccourcis clavier</translation>
    </message>
    <message>
        <source>Find a shortcut</source>
        <translation>Trouver un raccourci</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Modifier…</translation>
    </message>
    <message>
        <source>Change keyboard shortcuts</source>
        <translation>Modifier les raccourcis clavier</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>Raccourcis</translation>
    </message>
    <message>
        <source>then</source>
        <comment>keys</comment>
        <translation>puis</translation>
    </message>
    <message>
        <source>No shortcut is called “{0}”. Try another word, or the key itself.</source>
        <translation>Aucun raccourci ne s’appelle «&#xa0;{0}&#xa0;». Essayez un autre mot, ou la touche elle-même.</translation>
    </message>
</context>
<context>
    <name>SignatureDialog</name>
    <message>
        <source>Check a signature</source>
        <translation>Vérifier une signature</translation>
    </message>
    <message>
        <source>Paste what the receiver got, byte for byte. Nothing of it leaves this computer.</source>
        <translation>Collez ce que le destinataire a reçu, octet pour octet. Rien n’en quitte cet ordinateur.</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Vérifier</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Headers</source>
        <translation>En-têtes</translation>
    </message>
    <message>
        <source>One a line: webhook-id, webhook-timestamp, …</source>
        <translation>Un par ligne&#xa0;: webhook-id, webhook-timestamp, …</translation>
    </message>
    <message>
        <source>Body</source>
        <translation>Corps</translation>
    </message>
    <message>
        <source>Secret</source>
        <translation>Secret</translation>
    </message>
    <message>
        <source>Take the endpoint&apos;s own (is noted in the audit log)</source>
        <translation>Prendre celui du destinataire (noté dans le journal d’audit)</translation>
    </message>
    <message>
        <source>A secret is needed.</source>
        <translation>Il faut un secret.</translation>
    </message>
    <message>
        <source>This is no header: {0}</source>
        <translation>Ceci n’est pas un en-tête&#xa0;: {0}</translation>
    </message>
    <message>
        <source>{0} is good</source>
        <translation>{0} est bonne</translation>
    </message>
    <message>
        <source>{0} is good, but old</source>
        <translation>{0} est bonne, mais ancienne</translation>
    </message>
    <message>
        <source>{0} is wrong</source>
        <translation>{0} est fausse</translation>
    </message>
    <message>
        <source>{0} is not there</source>
        <translation>{0} n’est pas là</translation>
    </message>
    <message>
        <source>{0} cannot be made with this secret</source>
        <translation>{0} ne peut pas être calculée avec ce secret</translation>
    </message>
    <message>
        <source>A receiver refuses what is more than 5 minutes from its own clock.</source>
        <translation>Un destinataire refuse ce qui s’écarte de plus de 5 minutes de sa propre horloge.</translation>
    </message>
    <message>
        <source>Another secret, or the body was changed on its way, even by a blank.</source>
        <translation>Un autre secret, ou le corps a été modifié en chemin, fût-ce d’une espace.</translation>
    </message>
    <message>
        <source>Not all of its headers were pasted.</source>
        <translation>Tous ses en-têtes n’ont pas été collés.</translation>
    </message>
    <message>
        <source>What follows whsec_ is not base64 of 24 to 64 bytes.</source>
        <translation>Ce qui suit whsec_ n’est pas du base64 de 24 à 64 octets.</translation>
    </message>
    <message>
        <source>Without the line break at the end of the body, which came with the paste.</source>
        <translation>Sans le saut de ligne à la fin du corps, venu avec le collage.</translation>
    </message>
</context>
<context>
    <name>SilenceDetail</name>
    <message>
        <source>Until later…</source>
        <translation>Prolonger…</translation>
    </message>
    <message>
        <source>End now</source>
        <translation>Terminer maintenant</translation>
    </message>
    <message numerus="yes">
        <source>Hides %n alerts now</source>
        <translation>
            <numerusform>Masque&#xa0;%Ln alerte maintenant</numerusform>
            <numerusform>Masque&#xa0;%Ln alertes maintenant</numerusform>
        </translation>
    </message>
    <message>
        <source>Hides nothing now</source>
        <translation>Ne masque rien maintenant</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>et&#xa0;%Ln autre</numerusform>
            <numerusform>et&#xa0;%Ln autres</numerusform>
        </translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Qui</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Depuis</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Fin</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Reste</translation>
    </message>
</context>
<context>
    <name>SilenceDialog</name>
    <message>
        <source>Silence</source>
        <translation>Mettre en silence</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Quoi</translation>
    </message>
    <message>
        <source>For how long</source>
        <translation>Pendant combien de temps</translation>
    </message>
    <message>
        <source>1 hour</source>
        <translation>1 heure</translation>
    </message>
    <message>
        <source>4 hours</source>
        <translation>4 heures</translation>
    </message>
    <message>
        <source>8 hours</source>
        <translation>8 heures</translation>
    </message>
    <message>
        <source>1 day</source>
        <translation>1 jour</translation>
    </message>
    <message>
        <source>1 week</source>
        <translation>1 semaine</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Raison</translation>
    </message>
    <message>
        <source>Say why, for whoever misses the message.</source>
        <translation>Dites pourquoi, pour ceux à qui le message manquera.</translation>
    </message>
</context>
<context>
    <name>SilenceWords</name>
    <message>
        <source> · </source>
        <translation> · </translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Tout</translation>
    </message>
    <message>
        <source>over</source>
        <translation>terminée</translation>
    </message>
    <message>
        <source>{0} left</source>
        <translation>encore {0}</translation>
    </message>
    <message>
        <source>{0} {1} left</source>
        <translation>encore {0} {1}</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>rien</translation>
    </message>
    <message>
        <source>On, {0}</source>
        <translation>En cours, {0}</translation>
    </message>
    <message>
        <source>Next {0}</source>
        <translation>Prochaine&#xa0;: {0}</translation>
    </message>
    <message>
        <source>Over</source>
        <translation>Terminée</translation>
    </message>
    <message>
        <source>Once, {0} at {1} for {2}</source>
        <translation>Une fois, {0} à {1}, pendant {2}</translation>
    </message>
    <message>
        <source>Every day at {0} for {1}</source>
        <translation>Chaque jour à {0}, pendant {1}</translation>
    </message>
    <message>
        <source>Every week on {0} at {1} for {2}</source>
        <translation>Chaque semaine, {0}, à {1}, pendant {2}</translation>
    </message>
    <message>
        <source>Every month on day {0} at {1} for {2}</source>
        <translation>Chaque mois, le {0}, à {1}, pendant {2}</translation>
    </message>
    <message>
        <source>{0} at {1} for {2}</source>
        <translation>{0} à {1}, pendant {2}</translation>
    </message>
    <message>
        <source>, </source>
        <translation>, </translation>
    </message>
    <message>
        <source>Once</source>
        <translation>Une fois</translation>
    </message>
    <message>
        <source>Every day</source>
        <translation>Chaque jour</translation>
    </message>
    <message>
        <source>Every week</source>
        <translation>Chaque semaine</translation>
    </message>
    <message>
        <source>Every month</source>
        <translation>Chaque mois</translation>
    </message>
    <message>
        <source>By a rule of RFC 5545</source>
        <translation>Selon une règle RFC 5545</translation>
    </message>
    <message>
        <source>tagged {0}</source>
        <translation>étiquette {0}</translation>
    </message>
    <message>
        <source>model {0}</source>
        <translation>modèle {0}</translation>
    </message>
    <message numerus="yes">
        <source>%n alerts by name</source>
        <translation>
            <numerusform>%Ln alerte nommément</numerusform>
            <numerusform>%Ln alertes nommément</numerusform>
        </translation>
    </message>
    <message>
        <source>business critical</source>
        <translation>critiques pour l’activité</translation>
    </message>
    <message numerus="yes">
        <source>{0} and %n more</source>
        <translation>
            <numerusform>{0} et&#xa0;%Ln autre</numerusform>
            <numerusform>{0} et&#xa0;%Ln autres</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SilencesList</name>
    <message>
        <source>Silences</source>
        <translation>Mises en silence</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Quoi</translation>
    </message>
    <message>
        <source>Hides now</source>
        <translation>Masque</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Qui</translation>
    </message>
    <message>
        <source>Ends</source>
        <translation>Fin</translation>
    </message>
    <message>
        <source>Those that hold</source>
        <translation>En vigueur</translation>
    </message>
    <message>
        <source>Also those that are over</source>
        <translation>Aussi celles qui sont terminées</translation>
    </message>
    <message>
        <source>Which</source>
        <translation>Lesquels</translation>
    </message>
    <message>
        <source>New silence…</source>
        <translation>Nouvelle mise en silence…</translation>
    </message>
    <message>
        <source>Until later…</source>
        <translation>Prolonger…</translation>
    </message>
    <message>
        <source>End now</source>
        <translation>Terminer maintenant</translation>
    </message>
    <message>
        <source>Silence</source>
        <translation>Mise en silence</translation>
    </message>
    <message>
        <source>Everything is told</source>
        <translation>Tout est signalé</translation>
    </message>
    <message>
        <source>No silence holds. Make one for what is known and being seen to.</source>
        <translation>Aucune mise en silence n’est en vigueur. Créez-en une pour ce qui est connu et en cours de traitement.</translation>
    </message>
    <message>
        <source>Silenced</source>
        <translation>En silence</translation>
    </message>
    <message>
        <source>It holds until later</source>
        <translation>La mise en silence est prolongée</translation>
    </message>
    <message numerus="yes">
        <source>%n alerts that it hides are told, if they are still so.</source>
        <translation>
            <numerusform>%Ln alerte qu’elle masque est signalée, si elle persiste.</numerusform>
            <numerusform>%Ln alertes qu’elle masque sont signalées, si elles persistent.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>End %n silences?</source>
        <translation>
            <numerusform>Mettre fin à&#xa0;%Ln mise en silence ?</numerusform>
            <numerusform>Mettre fin à&#xa0;%Ln mises en silence&#xa0;?</numerusform>
        </translation>
    </message>
    <message>
        <source>End this silence?</source>
        <translation>Mettre fin à cette mise en silence&#xa0;?</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Terminée</translation>
    </message>
    <message numerus="yes">
        <source>%n silences</source>
        <translation>
            <numerusform>%Ln mise en silence</numerusform>
            <numerusform>%Ln mises en silence</numerusform>
        </translation>
    </message>
    <message>
        <source>for 7 days: still needed?</source>
        <translation>depuis 7 jours&#xa0;: encore utile&#xa0;?</translation>
    </message>
</context>
<context>
    <name>SiteActions</name>
    <message>
        <source>Site made</source>
        <translation>Site créé</translation>
    </message>
    <message>
        <source>Site changed</source>
        <translation>Site modifié</translation>
    </message>
    <message>
        <source>Its punches are being read anew</source>
        <translation>Ses pointages sont en cours de relecture</translation>
    </message>
    <message numerus="yes">
        <source>%n terminals stay, without a site.</source>
        <translation>
            <numerusform>%Ln terminal reste, sans site.</numerusform>
            <numerusform>%Ln terminaux restent, sans site.</numerusform>
        </translation>
    </message>
    <message>
        <source>Their zone may be another one then, and who is told of them.</source>
        <translation>Leur fuseau peut alors changer, de même que les personnes averties.</translation>
    </message>
    <message>
        <source>Punches that were made there stay, under its name.</source>
        <translation>Les pointages qui y ont été faits restent, sous son nom.</translation>
    </message>
    <message>
        <source>Silences, maintenance and keys that are of this site only are of nothing then.</source>
        <translation>Les mises en silence, maintenances et clés propres à ce seul site ne portent alors plus sur rien.</translation>
    </message>
    <message>
        <source>Delete {0}?</source>
        <translation>Supprimer {0}&#xa0;?</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n sites?</source>
        <translation>
            <numerusform>Supprimer&#xa0;%Ln site ?</numerusform>
            <numerusform>Supprimer&#xa0;%Ln sites&#xa0;?</numerusform>
        </translation>
    </message>
    <message>
        <source>This cannot be taken back.</source>
        <translation>Cela ne peut pas être annulé.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Supprimer</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>Supprimé</translation>
    </message>
    <message>
        <source>delete</source>
        <translation>supprimer</translation>
    </message>
</context>
<context>
    <name>SiteCardDelegate</name>
    <message>
        <source>local time {0}</source>
        <translation>heure locale {0}</translation>
    </message>
    <message>
        <source>Show on map</source>
        <translation>Afficher sur la carte</translation>
    </message>
    <message>
        <source>last seen {0}</source>
        <translation>dernier contact {0}</translation>
    </message>
    <message>
        <source>{0} · {1}</source>
        <translation>{0} · {1}</translation>
    </message>
    <message>
        <source>, </source>
        <translation>, </translation>
    </message>
    <message numerus="yes">
        <source>{0} and %n more</source>
        <translation>
            <numerusform>{0} et&#xa0;%Ln autre</numerusform>
            <numerusform>{0} et&#xa0;%Ln autres</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SiteDetail</name>
    <message>
        <source>Last 30 days</source>
        <translation>30 derniers jours</translation>
    </message>
    <message>
        <source>Asking the edge…</source>
        <translation>Interrogation du serveur…</translation>
    </message>
    <message>
        <source>This edge does not tell how its sites did.</source>
        <translation>Ce serveur n’indique pas ce qu’ont fait ses sites.</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>En ligne</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} sur {1}</translation>
    </message>
    <message>
        <source>Last punch</source>
        <translation>Dernier pointage</translation>
    </message>
    <message>
        <source>Punches today</source>
        <translation>Pointages du jour</translation>
    </message>
    <message>
        <source>Webhooks</source>
        <translation>Webhooks</translation>
    </message>
    <message>
        <source>{0} in the next 2 hours</source>
        <translation>{0} dans les 2 prochaines heures</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>Attendus</translation>
    </message>
    <message>
        <source>As on the same weekdays before</source>
        <translation>Comme les mêmes jours de la semaine auparavant</translation>
    </message>
    <message>
        <source>At stake</source>
        <translation>En jeu</translation>
    </message>
    <message>
        <source>Local time</source>
        <translation>Heure locale</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Étiquettes</translation>
    </message>
    <message>
        <source>Business</source>
        <translation>Activité</translation>
    </message>
    <message>
        <source>Critical</source>
        <translation>Critique</translation>
    </message>
    <message>
        <source>Terminals</source>
        <translation>Terminaux</translation>
    </message>
    <message>
        <source>On the map</source>
        <translation>Sur la carte</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>Modifier…</translation>
    </message>
    <message>
        <source>Read anew…</source>
        <translation>Relire…</translation>
    </message>
</context>
<context>
    <name>SiteDialog</name>
    <message>
        <source>New site</source>
        <translation>Nouveau site</translation>
    </message>
    <message>
        <source>Change {0}</source>
        <translation>Modifier {0}</translation>
    </message>
    <message>
        <source>Make it</source>
        <translation>Créer</translation>
    </message>
    <message>
        <source>Change it</source>
        <translation>Modifier</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Latitude</source>
        <translation>Latitude</translation>
    </message>
    <message>
        <source>Degrees, north of the equator.</source>
        <translation>Degrés, au nord de l’équateur.</translation>
    </message>
    <message>
        <source>Longitude</source>
        <translation>Longitude</translation>
    </message>
    <message>
        <source>Degrees, east of Greenwich.</source>
        <translation>Degrés, à l’est de Greenwich.</translation>
    </message>
    <message>
        <source>Pick on the map…</source>
        <translation>Choisir sur la carte…</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>Fuseau horaire</translation>
    </message>
    <message>
        <source>that of the account</source>
        <translation>celui du compte</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Étiquettes</translation>
    </message>
    <message>
        <source>With commas between them.</source>
        <translation>Séparées par des virgules.</translation>
    </message>
    <message>
        <source>Business critical: it comes first</source>
        <translation>Critique pour l’activité&#xa0;: il passe en premier</translation>
    </message>
    <message>
        <source>Latitude and longitude go together.</source>
        <translation>Latitude et longitude vont ensemble.</translation>
    </message>
    <message>
        <source>Give it a name.</source>
        <translation>Donnez un nom.</translation>
    </message>
    <message>
        <source>A number from -90 to 90.</source>
        <translation>Un nombre de -90 à 90.</translation>
    </message>
    <message>
        <source>A number from -180 to 180.</source>
        <translation>Un nombre de -180 à 180.</translation>
    </message>
    <message>
        <source>the new site</source>
        <translation>le nouveau site</translation>
    </message>
</context>
<context>
    <name>SiteList</name>
    <message>
        <source>Find a site</source>
        <translation>Trouver un site</translation>
    </message>
    <message>
        <source>Sites, worst first</source>
        <translation>Sites, les pires d’abord</translation>
    </message>
    <message>
        <source>No site has that name.</source>
        <translation>Aucun site ne porte ce nom.</translation>
    </message>
    <message>
        <source>{0}, {1}, {2}, {3}</source>
        <translation>{0}, {1}, {2}, {3}</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} sur {1}</translation>
    </message>
</context>
<context>
    <name>SiteSheet</name>
    <message>
        <source>Punches, last 24 hours</source>
        <translation>Pointages, dernières 24 heures</translation>
    </message>
    <message>
        <source>Show on map</source>
        <translation>Afficher sur la carte</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Commande</translation>
    </message>
    <message>
        <source>Last punch</source>
        <translation>Dernier pointage</translation>
    </message>
    <message>
        <source>Local time</source>
        <translation>Heure locale</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Étiquettes</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>et&#xa0;%Ln autre</numerusform>
            <numerusform>et&#xa0;%Ln autres</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SiteWords</name>
    <message>
        <source>d MMM</source>
        <translation>d MMM</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>inconnu</translation>
    </message>
    <message>
        <source>{0} %</source>
        <translation>{0}&#xa0;%</translation>
    </message>
    <message>
        <source>{0} s</source>
        <translation>{0} s</translation>
    </message>
    <message>
        <source>{0} to {1}</source>
        <translation>{0} à {1}</translation>
    </message>
    <message>
        <source>{0}: {1} online</source>
        <translation>{0}&#xa0;: en ligne {1}</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}&#xa0;: {1}</translation>
    </message>
    <message>
        <source>{0}, {1}: {2}; {3} that day</source>
        <translation>{0}, {1}&#xa0;: {2}&#xa0;; {3} ce jour-là</translation>
    </message>
    <message>
        <source>{0}: no punch to measure by</source>
        <translation>{0}&#xa0;: aucun pointage pour mesurer</translation>
    </message>
    <message>
        <source>{0}: median {1}, 95 of 100 within {2}</source>
        <translation>{0}&#xa0;: médiane {1}, 95 sur 100 en moins de {2}</translation>
    </message>
    <message>
        <source>Nothing is known of these days.</source>
        <translation>On ne sait rien de ces jours.</translation>
    </message>
    <message numerus="yes">
        <source>{0} online over %n days</source>
        <translation>
            <numerusform>{0} en ligne sur&#xa0;%Ln jour</numerusform>
            <numerusform>{0} en ligne sur&#xa0;%Ln jours</numerusform>
        </translation>
    </message>
    <message>
        <source>{0}; least on {1}: {2}</source>
        <translation>{0}&#xa0;; minimum le {1}&#xa0;: {2}</translation>
    </message>
    <message>
        <source>No punches in these days.</source>
        <translation>Aucun pointage durant ces jours.</translation>
    </message>
    <message>
        <source>{0}, most of them {1}</source>
        <translation>{0}, surtout de {1}</translation>
    </message>
    <message>
        <source>No punch of these days to measure by.</source>
        <translation>Aucun pointage de ces jours pour mesurer.</translation>
    </message>
    <message>
        <source>Last median {0}; slowest day {1}: 95 of 100 within {2}</source>
        <translation>Dernière médiane {0}&#xa0;; jour le plus lent {1}&#xa0;: 95 sur 100 en moins de {2}</translation>
    </message>
</context>
<context>
    <name>SitesPage</name>
    <message>
        <source>Sites</source>
        <translation>Sites</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>Site</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>État</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>En ligne</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} sur {1}</translation>
    </message>
    <message>
        <source>Punches today</source>
        <translation>Pointages du jour</translation>
    </message>
    <message>
        <source>Punches at stake</source>
        <translation>Pointages en jeu</translation>
    </message>
    <message>
        <source>Expected in the two hours after its alerts opened</source>
        <translation>Attendus dans les deux heures suivant l’ouverture de ses alertes</translation>
    </message>
    <message>
        <source>30 days</source>
        <translation>30 jours</translation>
    </message>
    <message>
        <source>Local time</source>
        <translation>Heure locale</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Étiquettes</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>New site…</source>
        <translation>Nouveau site…</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Comparer</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>Modifier…</translation>
    </message>
    <message>
        <source>Read its punches anew…</source>
        <translation>Relire ses pointages…</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Supprimer…</translation>
    </message>
    <message>
        <source>No data yet</source>
        <translation>Pas encore de données</translation>
    </message>
    <message>
        <source>The edge has not told of its sites so far.</source>
        <translation>Le serveur n’a pas encore parlé de ses sites.</translation>
    </message>
    <message>
        <source>No sites yet</source>
        <translation>Aucun site pour l’instant</translation>
    </message>
    <message>
        <source>A site is where terminals stand. Make the first one.</source>
        <translation>Un site est le lieu où se trouvent des terminaux. Créez le premier.</translation>
    </message>
</context>
<context>
    <name>SoundChoice</name>
    <message>
        <source>A sound for new alerts, by severity</source>
        <translation>Un son pour les nouvelles alertes, selon la gravité</translation>
    </message>
    <message>
        <source>Listen</source>
        <translation>Écouter</translation>
    </message>
    <message>
        <source>Again while nobody takes them on, after</source>
        <translation>À nouveau tant que personne ne les prend en charge, après</translation>
    </message>
    <message>
        <source> min</source>
        <translation> min</translation>
    </message>
    <message>
        <source>Minutes until an alert is heard again</source>
        <translation>Minutes avant qu’une alerte se fasse entendre à nouveau</translation>
    </message>
</context>
<context>
    <name>StatusStrip</name>
    <message>
        <source>Connection</source>
        <translation>Connexion</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>Non connecté</translation>
    </message>
    <message numerus="yes">
        <source>⚠ %Ln changes were not made</source>
        <translation>
            <numerusform>⚠&#xa0;%Ln modification non faite</numerusform>
            <numerusform>⚠&#xa0;%Ln modifications non faites</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln changes wait</source>
        <translation>
            <numerusform>%Ln modification en attente</numerusform>
            <numerusform>%Ln modifications en attente</numerusform>
        </translation>
    </message>
    <message>
        <source>Sparing: {0} a minute</source>
        <translation>Économie&#xa0;: {0} par minute</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is {0} ahead of the edge&apos;s</source>
        <translation>L’horloge de cet ordinateur avance de {0} sur celle du serveur</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is {0} behind the edge&apos;s</source>
        <translation>L’horloge de cet ordinateur retarde de {0} sur celle du serveur</translation>
    </message>
</context>
<context>
    <name>StepLine</name>
    <message>
        <source>Step {0} of {1}: {2}</source>
        <translation>Étape {0} sur {1}&#xa0;: {2}</translation>
    </message>
</context>
<context>
    <name>Support</name>
    <message>
        <source>Logs…</source>
        <translation>Journaux…</translation>
    </message>
    <message>
        <source>crash</source>
        <translation>plantage</translation>
    </message>
    <message>
        <source>error</source>
        <translation>erreur</translation>
    </message>
    <message>
        <source>Diagnostics…</source>
        <translation>Diagnostic…</translation>
    </message>
    <message>
        <source>support</source>
        <translation>assistance</translation>
    </message>
    <message>
        <source>bundle</source>
        <translation>paquet</translation>
    </message>
    <message>
        <source>Punchdeck had a problem last time</source>
        <translation>Punchdeck a eu un problème la dernière fois</translation>
    </message>
    <message>
        <source>A report was written on this computer. It holds no data, and was sent to nobody.</source>
        <translation>Un rapport a été écrit sur cet ordinateur. Il ne contient aucune donnée et n’a été envoyé à personne.</translation>
    </message>
    <message>
        <source>Log of the program</source>
        <translation>Journal du programme</translation>
    </message>
    <message>
        <source>Crash {0}</source>
        <translation>Plantage {0}</translation>
    </message>
    <message>
        <source>The diagnostics were not written</source>
        <translation>Le diagnostic n’a pas été écrit</translation>
    </message>
    <message>
        <source>The diagnostics are written</source>
        <translation>Le diagnostic est écrit</translation>
    </message>
    <message>
        <source>Save the diagnostics</source>
        <translation>Enregistrer le diagnostic</translation>
    </message>
    <message>
        <source>ZIP files (*.zip)</source>
        <translation>Fichiers ZIP (*.zip)</translation>
    </message>
</context>
<context>
    <name>Swatches</name>
    <message>
        <source>Own</source>
        <translation>Personnalisée</translation>
    </message>
</context>
<context>
    <name>TerminalWizards</name>
    <message>
        <source>Add a terminal…</source>
        <translation>Ajouter un terminal…</translation>
    </message>
    <message>
        <source>register</source>
        <translation>enregistrer</translation>
    </message>
    <message>
        <source>new</source>
        <translation>nouveau</translation>
    </message>
    <message>
        <source>Replace terminal…</source>
        <translation>Remplacer le terminal…</translation>
    </message>
</context>
<context>
    <name>Ticker</name>
    <message>
        <source>The edge is not heard: nobody knows how things stand</source>
        <translation>Le serveur ne répond plus&#xa0;: personne ne sait où en sont les choses</translation>
    </message>
    <message>
        <source>{0}  {1}, {2}, {3}</source>
        <translation>{0}  {1}, {2}, {3}</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} sur {1}</translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>Dismiss</source>
        <translation>Ignorer</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Afficher</translation>
    </message>
</context>
<context>
    <name>TornWindow</name>
    <message>
        <source>Close this window</source>
        <translation>Fermer cette fenêtre</translation>
    </message>
</context>
<context>
    <name>TornWindows</name>
    <message>
        <source>Inspector – {0}</source>
        <translation>Inspecteur – {0}</translation>
    </message>
    <message>
        <source>Live – {0}</source>
        <translation>En direct – {0}</translation>
    </message>
</context>
<context>
    <name>TrayDialog</name>
    <message>
        <source>Close the window</source>
        <translation>Fermer la fenêtre</translation>
    </message>
    <message>
        <source>Without its window Punchdeck can stay in the tray: it keeps the connection and tells you of alerts. You can change this in the settings.</source>
        <translation>Sans sa fenêtre, Punchdeck peut rester dans la zone de notification&#xa0;: il garde la connexion et vous signale les alertes. Vous pouvez changer cela dans les réglages.</translation>
    </message>
    <message>
        <source>Stay in the tray</source>
        <translation>Rester dans la zone de notification</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Quitter</translation>
    </message>
    <message>
        <source>Shall Punchdeck go on?</source>
        <translation>Punchdeck doit-il continuer&#xa0;?</translation>
    </message>
</context>
<context>
    <name>TrayFace</name>
    <message>
        <source>No data: the edge is not heard</source>
        <translation>Sans données&#xa0;: le serveur ne répond plus</translation>
    </message>
</context>
<context>
    <name>TrayNotifier</name>
    <message>
        <source>Show Punchdeck</source>
        <translation>Afficher Punchdeck</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Quitter</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}&#xa0;: {1}</translation>
    </message>
    <message>
        <source>Messages again</source>
        <translation>Messages à nouveau</translation>
    </message>
    <message>
        <source>No messages for an hour</source>
        <translation>Aucun message pendant une heure</translation>
    </message>
</context>
<context>
    <name>TrialDialog</name>
    <message>
        <source>Try {0}</source>
        <translation>Essayer {0}</translation>
    </message>
    <message>
        <source>An example of an event is sent at once, signed like any other and marked as a test.</source>
        <translation>Un exemple d’événement est envoyé aussitôt, signé comme les autres et marqué comme test.</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Envoyer</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Événement</translation>
    </message>
    <message>
        <source>What came back</source>
        <translation>Ce qui est revenu</translation>
    </message>
    <message>
        <source>What was sent</source>
        <translation>Ce qui a été envoyé</translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>Envoi…</translation>
    </message>
    <message>
        <source>The receiver has 10 s to answer.</source>
        <translation>Le destinataire a 10 s pour répondre.</translation>
    </message>
    <message>
        <source>It was not sent</source>
        <translation>Il n’a pas été envoyé</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>Renvoyer</translation>
    </message>
    <message>
        <source>Answered {0} in {1}</source>
        <translation>Répondu {0} en {1}</translation>
    </message>
    <message>
        <source>It was taken</source>
        <translation>Il a été accepté</translation>
    </message>
    <message>
        <source>{0}, after {1}</source>
        <translation>{0}, après {1}</translation>
    </message>
</context>
<context>
    <name>TrustDialog</name>
    <message>
        <source>Certificate of {0}</source>
        <translation>Certificat de {0}</translation>
    </message>
    <message>
        <source>No authority that this computer trusts vouches for it. Compare this fingerprint with the one the server&apos;s administrator gives you. Trust it only if they are the same.</source>
        <translation>Aucune autorité approuvée par cet ordinateur ne s’en porte garante. Comparez cette empreinte avec celle que vous donne l’administrateur du serveur. N’accordez votre confiance que si elles sont identiques.</translation>
    </message>
    <message>
        <source>The server may have got a new one, or someone may be listening in between. Ask the server&apos;s administrator, by phone or in person, whether it was changed; then compare the new fingerprint.</source>
        <translation>Le serveur en a peut-être reçu un nouveau, ou quelqu’un écoute peut-être entre les deux. Demandez à l’administrateur du serveur, par téléphone ou de vive voix, s’il a été changé&#xa0;; comparez ensuite la nouvelle empreinte.</translation>
    </message>
    <message>
        <source>The one you trust</source>
        <translation>Celui auquel vous faites confiance</translation>
    </message>
    <message>
        <source>The one it shows now</source>
        <translation>Celui qu’il présente maintenant</translation>
    </message>
    <message>
        <source>What differs is bold and underlined.</source>
        <translation>Ce qui diffère est en gras et souligné.</translation>
    </message>
    <message>
        <source>Fingerprint, SHA-256</source>
        <translation>Empreinte, SHA-256</translation>
    </message>
    <message>
        <source>Copy the fingerprint</source>
        <translation>Copier l’empreinte</translation>
    </message>
    <message>
        <source>itself (self-signed)</source>
        <translation>lui-même (autosigné)</translation>
    </message>
    <message>
        <source>{0} to {1}</source>
        <translation>{0} au {1}</translation>
    </message>
    <message>
        <source>Made out to</source>
        <translation>Établi au nom de</translation>
    </message>
    <message>
        <source>Issued by</source>
        <translation>Émis par</translation>
    </message>
    <message>
        <source>For</source>
        <translation>Pour</translation>
    </message>
    <message>
        <source>no host in particular</source>
        <translation>aucun hôte en particulier</translation>
    </message>
    <message>
        <source>Valid</source>
        <translation>Validité</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Trust this certificate</source>
        <translation>Faire confiance à ce certificat</translation>
    </message>
</context>
<context>
    <name>TurnDelegate</name>
    <message>
        <source>{0} · {1}</source>
        <translation>{0} · {1}</translation>
    </message>
    <message>
        <source>{0}, {1}, {2}</source>
        <translation>{0}, {1}, {2}</translation>
    </message>
    <message numerus="yes">
        <source>{0} and %n more</source>
        <translation>
            <numerusform>{0} et&#xa0;%Ln autre</numerusform>
            <numerusform>{0} et&#xa0;%Ln autres</numerusform>
        </translation>
    </message>
    <message>
        <source>Came back</source>
        <translation>De retour</translation>
    </message>
    <message>
        <source>Steady again</source>
        <translation>De nouveau stable</translation>
    </message>
    <message>
        <source>First time online</source>
        <translation>En ligne pour la première fois</translation>
    </message>
    <message>
        <source>Resumed</source>
        <translation>Repris</translation>
    </message>
    <message>
        <source>Well again</source>
        <translation>De nouveau sain</translation>
    </message>
    <message>
        <source>Went offline</source>
        <translation>Passé hors ligne</translation>
    </message>
    <message>
        <source>Comes and goes</source>
        <translation>Va et vient</translation>
    </message>
    <message>
        <source>Degraded</source>
        <translation>Dégradé</translation>
    </message>
    <message>
        <source>Suspended</source>
        <translation>Suspendu</translation>
    </message>
    <message>
        <source>Registered</source>
        <translation>Enregistré</translation>
    </message>
</context>
<context>
    <name>UndoToast</name>
    <message>
        <source>Undo</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Do it now</source>
        <translation>Le faire maintenant</translation>
    </message>
    <message numerus="yes">
        <source>In %n s</source>
        <translation>
            <numerusform>Dans&#xa0;%Ln s</numerusform>
            <numerusform>Dans&#xa0;%Ln s</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>UnplacedChip</name>
    <message>
        <source>Choose a site, then click where it stands; or drag the first one onto the map</source>
        <translation>Choisissez un site, puis cliquez là où il se trouve&#xa0;; ou faites glisser le premier sur la carte</translation>
    </message>
</context>
<context>
    <name>UpdateBar</name>
    <message>
        <source>What is new</source>
        <translation>Nouveautés</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Plus tard</translation>
    </message>
</context>
<context>
    <name>UpdateChoice</name>
    <message>
        <source>Updates</source>
        <translation>Mises à jour</translation>
    </message>
    <message>
        <source>Your administrator decides this for this computer.</source>
        <translation>Votre administrateur en décide pour cet ordinateur.</translation>
    </message>
    <message>
        <source>Check now…</source>
        <translation>Vérifier maintenant…</translation>
    </message>
    <message>
        <source>A new version is taken only with the signature of whoever makes Punchdeck, and is installed when you say so. The edge is asked first, so it also works without internet.</source>
        <translation>Une nouvelle version n’est acceptée qu’avec la signature de l’éditeur de Punchdeck, et n’est installée que lorsque vous le décidez. Le serveur est interrogé en premier&#xa0;: cela fonctionne donc aussi sans Internet.</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>Canal</translation>
    </message>
    <message>
        <source>Last checked</source>
        <translation>Dernière vérification</translation>
    </message>
    <message>
        <source>never</source>
        <translation>jamais</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>En ce moment</translation>
    </message>
    <message>
        <source>stable</source>
        <translation>stable</translation>
    </message>
    <message>
        <source>preview</source>
        <translation>avant-première</translation>
    </message>
</context>
<context>
    <name>UpdateDialog</name>
    <message>
        <source>Updates</source>
        <translation>Mises à jour</translation>
    </message>
    <message>
        <source>This is Punchdeck {0}</source>
        <translation>Punchdeck {0}</translation>
    </message>
    <message>
        <source>What is new</source>
        <translation>Nouveautés</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Détails</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
</context>
<context>
    <name>UpdateWords</name>
    <message>
        <source>Off</source>
        <translation>Désactivées</translation>
    </message>
    <message>
        <source>Tell me</source>
        <translation>M’avertir</translation>
    </message>
    <message>
        <source>Download by itself</source>
        <translation>Télécharger automatiquement</translation>
    </message>
    <message>
        <source>Updates are turned off on this computer</source>
        <translation>Les mises à jour sont désactivées sur cet ordinateur</translation>
    </message>
    <message>
        <source>Your administrator&apos;s policy cannot be read, so nothing is looked for. Tell whoever wrote it.</source>
        <translation>La stratégie de votre administrateur est illisible&#xa0;; rien n’est donc recherché. Prévenez son auteur.</translation>
    </message>
    <message>
        <source>Your administrator looks after new versions.</source>
        <translation>Votre administrateur s’occupe des nouvelles versions.</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>Vérifier à nouveau</translation>
    </message>
    <message>
        <source>Nothing was looked for yet</source>
        <translation>Aucune recherche n’a encore été faite</translation>
    </message>
    <message>
        <source>Check now</source>
        <translation>Vérifier maintenant</translation>
    </message>
    <message>
        <source>Looking for a new version…</source>
        <translation>Recherche d’une nouvelle version…</translation>
    </message>
    <message>
        <source>This is the newest version</source>
        <translation>C’est la version la plus récente</translation>
    </message>
    <message>
        <source>Version {0} is being downloaded</source>
        <translation>La version {0} est en cours de téléchargement</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} sur {1}</translation>
    </message>
    <message>
        <source>Version {0} is ready</source>
        <translation>La version {0} est prête</translation>
    </message>
    <message>
        <source>It works with an edge of version {0} or later, and yours is {1}. Ask whoever runs the edge to update it first.</source>
        <translation>Elle fonctionne avec un serveur en version {0} ou ultérieure, et le vôtre est en {1}. Demandez d’abord au responsable du serveur de le mettre à jour.</translation>
    </message>
    <message>
        <source>Version {0} needs a newer edge</source>
        <translation>La version {0} exige un serveur plus récent</translation>
    </message>
    <message>
        <source>Version {0} could not be downloaded</source>
        <translation>La version {0} n’a pas pu être téléchargée</translation>
    </message>
    <message>
        <source>What came so far is kept. Check the network and the disk, then try again.</source>
        <translation>Ce qui est déjà arrivé est conservé. Vérifiez le réseau et le disque, puis réessayez.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>Version {0} is there</source>
        <translation>La version {0} est disponible</translation>
    </message>
    <message>
        <source>{0} to download. You can go on working meanwhile.</source>
        <translation>{0} à télécharger. Vous pouvez continuer à travailler.</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>Télécharger</translation>
    </message>
    <message>
        <source>Punchdeck ends, the new version is installed and starts. What waits for the edge is kept.</source>
        <translation>Punchdeck se ferme, la nouvelle version s’installe et démarre. Ce qui attend le serveur est conservé.</translation>
    </message>
    <message>
        <source>Restart to install</source>
        <translation>Redémarrer pour installer</translation>
    </message>
    <message>
        <source>Punchdeck ends and the new version is shown: drag it to Applications. What waits for the edge is kept.</source>
        <translation>Punchdeck se ferme et la nouvelle version s’affiche&#xa0;: faites-la glisser dans Applications. Ce qui attend le serveur est conservé.</translation>
    </message>
    <message>
        <source>End and open it</source>
        <translation>Quitter et l’ouvrir</translation>
    </message>
    <message>
        <source>An administrator installed this copy and has to install the new one: {0}</source>
        <translation>Un administrateur a installé cette copie&#xa0;; c’est à lui d’installer la nouvelle&#xa0;: {0}</translation>
    </message>
    <message>
        <source>Show the file</source>
        <translation>Afficher le fichier</translation>
    </message>
    <message>
        <source>Install it as you installed this one. The file is {0}</source>
        <translation>Installez-la comme vous avez installé celle-ci. Le fichier est {0}</translation>
    </message>
    <message>
        <source>Nobody says where updates come from</source>
        <translation>Rien n’indique d’où viennent les mises à jour</translation>
    </message>
    <message>
        <source>Connect to an edge that has them, or ask your administrator for their address.</source>
        <translation>Connectez-vous à un serveur qui en dispose, ou demandez leur adresse à votre administrateur.</translation>
    </message>
    <message>
        <source>The edge has no updates to give</source>
        <translation>Le serveur n’a pas de mise à jour à donner</translation>
    </message>
    <message>
        <source>Ask whoever runs it to put a release there.</source>
        <translation>Demandez à son responsable d’y déposer une version.</translation>
    </message>
    <message>
        <source>Updates cannot be looked for now</source>
        <translation>Impossible de rechercher des mises à jour pour le moment</translation>
    </message>
    <message>
        <source>Check the network. Punchdeck tries again by itself.</source>
        <translation>Vérifiez le réseau. Punchdeck réessaie de lui-même.</translation>
    </message>
    <message>
        <source>Nothing was downloaded. Tell whoever runs the server that offers it.</source>
        <translation>Rien n’a été téléchargé. Prévenez le responsable du serveur qui la propose.</translation>
    </message>
    <message>
        <source>This copy cannot update itself</source>
        <translation>Cette copie ne peut pas se mettre à jour</translation>
    </message>
    <message>
        <source>It was built without a key by which it could believe anybody. Install new versions by hand.</source>
        <translation>Elle a été construite sans clé lui permettant de se fier à quiconque. Installez les nouvelles versions à la main.</translation>
    </message>
    <message>
        <source>What is offered was changed by somebody</source>
        <translation>Ce qui est proposé a été modifié par quelqu’un</translation>
    </message>
    <message>
        <source>It is not what was signed, so it is not used. Tell whoever looks after security.</source>
        <translation>Ce n’est pas ce qui a été signé&#xa0;; rien n’en est donc utilisé. Prévenez le responsable de la sécurité.</translation>
    </message>
    <message>
        <source>What is offered is not signed by anybody whom this copy trusts</source>
        <translation>Ce qui est proposé n’est signé par personne de confiance pour cette copie</translation>
    </message>
    <message>
        <source>What is offered is out of date</source>
        <translation>Ce qui est proposé est périmé</translation>
    </message>
    <message>
        <source>Something newer must exist that does not come through. Ask whoever runs the server, and check the clock of this computer.</source>
        <translation>Quelque chose de plus récent doit exister et ne parvient pas jusqu’ici. Demandez au responsable du serveur, et vérifiez l’horloge de cet ordinateur.</translation>
    </message>
    <message>
        <source>What is offered is from the future</source>
        <translation>Ce qui est proposé vient du futur</translation>
    </message>
    <message>
        <source>Check the date and the clock of this computer.</source>
        <translation>Vérifiez la date et l’heure de cet ordinateur.</translation>
    </message>
    <message>
        <source>An older version is offered</source>
        <translation>Une version plus ancienne est proposée</translation>
    </message>
    <message>
        <source>A newer one is here, or was offered before. Nothing was downloaded. Ask whoever runs the server to bring it up to date.</source>
        <translation>Une version plus récente est installée ou a déjà été proposée. Rien n’a été téléchargé. Demandez au responsable du serveur de le mettre à jour.</translation>
    </message>
    <message>
        <source>The new version cannot be installed from here</source>
        <translation>La nouvelle version ne peut pas être installée à partir de celle-ci</translation>
    </message>
    <message>
        <source>This one is too old for that. Install the new version by hand once.</source>
        <translation>Celle-ci est trop ancienne pour cela. Installez une fois la nouvelle version à la main.</translation>
    </message>
    <message>
        <source>There is nothing new for this kind of computer</source>
        <translation>Il n’y a rien de nouveau pour ce type d’ordinateur</translation>
    </message>
    <message>
        <source>What is offered cannot be used</source>
        <translation>Ce qui est proposé est inutilisable</translation>
    </message>
</context>
<context>
    <name>Updating</name>
    <message>
        <source>Check for updates…</source>
        <translation>Rechercher des mises à jour…</translation>
    </message>
    <message>
        <source>version</source>
        <translation>version</translation>
    </message>
    <message>
        <source>upgrade</source>
        <translation>mise à niveau</translation>
    </message>
    <message>
        <source>about</source>
        <translation>à propos</translation>
    </message>
    <message>
        <source>Updates</source>
        <translation>Mises à jour</translation>
    </message>
</context>
<context>
    <name>VerbBar</name>
    <message>
        <source>Unmark all</source>
        <translation>Ne plus rien marquer</translation>
    </message>
    <message numerus="yes">
        <source>%n marked</source>
        <translation>
            <numerusform>%Ln marqué</numerusform>
            <numerusform>%Ln marqués</numerusform>
        </translation>
    </message>
    <message>
        <source>{0}, {1} of them not shown</source>
        <translation>{0}, dont {1} non affichés</translation>
    </message>
</context>
<context>
    <name>ViewsButton</name>
    <message>
        <source>Views</source>
        <translation>Vues</translation>
    </message>
    <message>
        <source>Keep this view…</source>
        <translation>Garder cette vue…</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Oublier</translation>
    </message>
</context>
<context>
    <name>WebhookActions</name>
    <message>
        <source>The webhook is there</source>
        <translation>Le webhook est là</translation>
    </message>
    <message>
        <source>The webhook is changed</source>
        <translation>Le webhook est modifié</translation>
    </message>
    <message numerus="yes">
        <source>Pause %n webhooks?</source>
        <translation>
            <numerusform>Mettre&#xa0;%Ln webhook en pause ?</numerusform>
            <numerusform>Mettre&#xa0;%Ln webhooks en pause&#xa0;?</numerusform>
        </translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Mettre en pause</translation>
    </message>
    <message numerus="yes">
        <source>%n webhooks are paused</source>
        <translation>
            <numerusform>%Ln webhook est en pause</numerusform>
            <numerusform>%Ln webhooks sont en pause</numerusform>
        </translation>
    </message>
    <message>
        <source>Pause {0}?</source>
        <translation>Mettre {0} en pause&#xa0;?</translation>
    </message>
    <message>
        <source>Nothing is sent until it is resumed.</source>
        <translation>Rien n’est envoyé jusqu’à la reprise.</translation>
    </message>
    <message>
        <source>What would be told waits meanwhile, {0} at the longest.</source>
        <translation>Ce qui serait signalé attend entre-temps, {0} au plus.</translation>
    </message>
    <message numerus="yes">
        <source>%n webhooks are resumed</source>
        <translation>
            <numerusform>%Ln webhook a repris</numerusform>
            <numerusform>%Ln webhooks ont repris</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Resume %n webhooks?</source>
        <translation>
            <numerusform>Reprendre&#xa0;%Ln webhook ?</numerusform>
            <numerusform>Reprendre&#xa0;%Ln webhooks&#xa0;?</numerusform>
        </translation>
    </message>
    <message>
        <source>Try {0} again now?</source>
        <translation>Réessayer {0} maintenant&#xa0;?</translation>
    </message>
    <message>
        <source>It is paused and resumed at once, so that what waits is sent without waiting longer.</source>
        <translation>Il est mis en pause et repris aussitôt, de sorte que ce qui attend part sans attendre davantage.</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Essayer maintenant</translation>
    </message>
    <message>
        <source>What waits is being sent</source>
        <translation>Ce qui attend est en cours d’envoi</translation>
    </message>
    <message>
        <source>The webhook has a new secret</source>
        <translation>Le webhook a un nouveau secret</translation>
    </message>
    <message>
        <source>Newest</source>
        <translation>Le plus récent</translation>
    </message>
    <message>
        <source>Until it retires</source>
        <translation>Jusqu’à son retrait</translation>
    </message>
    <message>
        <source>Secrets of {0}</source>
        <translation>Secrets de {0}</translation>
    </message>
    <message>
        <source>They sign what is sent; a receiver checks with any of them.</source>
        <translation>Ils signent ce qui est envoyé&#xa0;; un destinataire vérifie avec n’importe lequel.</translation>
    </message>
    <message>
        <source>Show the secrets of {0}?</source>
        <translation>Afficher les secrets de {0}&#xa0;?</translation>
    </message>
    <message>
        <source>That you have seen them is noted in the audit log.</source>
        <translation>Le fait que vous les ayez vus est noté dans le journal d’audit.</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Afficher</translation>
    </message>
    <message>
        <source>It cannot be brought back: a new one has another secret.</source>
        <translation>Cela ne peut pas être rétabli&#xa0;: un nouveau a un autre secret.</translation>
    </message>
    <message numerus="yes">
        <source>%n deliveries that wait are cancelled.</source>
        <translation>
            <numerusform>%Ln livraison en attente est annulée.</numerusform>
            <numerusform>%Ln livraisons en attente sont annulées.</numerusform>
        </translation>
    </message>
    <message>
        <source>Delete {0}?</source>
        <translation>Supprimer {0}&#xa0;?</translation>
    </message>
    <message>
        <source>It is told of nothing any more.</source>
        <translation>Il n’est plus informé de rien.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Supprimer</translation>
    </message>
    <message>
        <source>The webhook is deleted</source>
        <translation>Le webhook est supprimé</translation>
    </message>
    <message>
        <source>It is being delivered again</source>
        <translation>La livraison recommence</translation>
    </message>
    <message numerus="yes">
        <source>%n deliveries are sent again</source>
        <translation>
            <numerusform>%Ln livraison est renvoyée</numerusform>
            <numerusform>%Ln livraisons sont renvoyées</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Send %n deliveries again?</source>
        <translation>
            <numerusform>Renvoyer&#xa0;%Ln livraison ?</numerusform>
            <numerusform>Renvoyer&#xa0;%Ln livraisons&#xa0;?</numerusform>
        </translation>
    </message>
    <message>
        <source>Copied as cURL</source>
        <translation>Copié en cURL</translation>
    </message>
    <message>
        <source>Its signatures are left out.</source>
        <translation>Ses signatures sont omises.</translation>
    </message>
    <message>
        <source>It holds signatures, and leaves the clipboard in half a minute.</source>
        <translation>Cela contient des signatures, et quitte le presse-papiers dans une demi-minute.</translation>
    </message>
    <message>
        <source>The secret of this webhook</source>
        <translation>Le secret de ce webhook</translation>
    </message>
    <message>
        <source>Give it to whoever runs the receiver: deliveries are signed with it.</source>
        <translation>Donnez-le au responsable du destinataire&#xa0;: les livraisons sont signées avec.</translation>
    </message>
</context>
<context>
    <name>WebhookWords</name>
    <message>
        <source>Takes deliveries</source>
        <translation>Accepte les livraisons</translation>
    </message>
    <message>
        <source>Nothing sent yet</source>
        <translation>Rien d’envoyé pour l’instant</translation>
    </message>
    <message>
        <source>Failing</source>
        <translation>En échec</translation>
    </message>
    <message>
        <source>Takes nothing</source>
        <translation>N’accepte rien</translation>
    </message>
    <message>
        <source>Coming back</source>
        <translation>De retour</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>En pause</translation>
    </message>
    <message numerus="yes">
        <source>%n failures in a row</source>
        <translation>
            <numerusform>%Ln échec de suite</numerusform>
            <numerusform>%Ln échecs de suite</numerusform>
        </translation>
    </message>
    <message>
        <source>{0}, for {1}</source>
        <translation>{0}, depuis {1}</translation>
    </message>
    <message>
        <source>All events</source>
        <translation>Tous les événements</translation>
    </message>
    <message numerus="yes">
        <source>%n events</source>
        <translation>
            <numerusform>%Ln événement</numerusform>
            <numerusform>%Ln événements</numerusform>
        </translation>
    </message>
    <message>
        <source>In order for each terminal</source>
        <translation>Dans l’ordre pour chaque terminal</translation>
    </message>
    <message>
        <source>In one order for all</source>
        <translation>Dans un seul ordre pour tous</translation>
    </message>
    <message>
        <source>In no order</source>
        <translation>Sans ordre</translation>
    </message>
    <message>
        <source>Shared secret</source>
        <translation>Secret partagé</translation>
    </message>
    <message>
        <source>Shared secret and public key</source>
        <translation>Secret partagé et clé publique</translation>
    </message>
    <message>
        <source>{0} ms</source>
        <translation>{0} ms</translation>
    </message>
    <message>
        <source>Failed, tries again</source>
        <translation>Échec, nouvel essai</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>En attente</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>Livré</translation>
    </message>
    <message>
        <source>Given up</source>
        <translation>Abandonné</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Annulé</translation>
    </message>
    <message>
        <source>{0} · {1}</source>
        <translation>{0} · {1}</translation>
    </message>
    <message>
        <source>{0} · sent again</source>
        <translation>{0} · renvoyé</translation>
    </message>
    <message>
        <source>Sent again</source>
        <translation>Renvoyé</translation>
    </message>
    <message>
        <source>{0}, {1}</source>
        <translation>{0}, {1}</translation>
    </message>
    <message>
        <source>in {0}</source>
        <translation>dans {0}</translation>
    </message>
    <message>
        <source>now</source>
        <translation>maintenant</translation>
    </message>
    <message>
        <source>The event itself</source>
        <translation>L’événement lui-même</translation>
    </message>
    <message>
        <source>Resent by hand</source>
        <translation>Renvoyé à la main</translation>
    </message>
    <message>
        <source>Replayed</source>
        <translation>Rejoué</translation>
    </message>
    <message>
        <source>Answered {0}</source>
        <translation>Répond {0}</translation>
    </message>
    <message>
        <source>Address not allowed</source>
        <translation>Adresse non autorisée</translation>
    </message>
    <message>
        <source>Host name unknown</source>
        <translation>Nom d’hôte inconnu</translation>
    </message>
    <message>
        <source>No connection</source>
        <translation>Pas de connexion</translation>
    </message>
    <message>
        <source>Certificate not good</source>
        <translation>Certificat non valable</translation>
    </message>
    <message>
        <source>No answer in time</source>
        <translation>Pas de réponse à temps</translation>
    </message>
    <message>
        <source>No HTTP answer</source>
        <translation>Pas de réponse HTTP</translation>
    </message>
    <message>
        <source>The receiver redirects, which is never followed. Give the webhook the address it leads to.</source>
        <translation>Le destinataire redirige, ce qui n’est jamais suivi. Donnez au webhook l’adresse où cela mène.</translation>
    </message>
    <message>
        <source>Any status from 200 to 299 means that the event was taken; this one does not.</source>
        <translation>Tout code de 200 à 299 signifie que l’événement a été accepté&#xa0;; celui-ci non.</translation>
    </message>
    <message>
        <source>The address is not public and not among webhooks_allowed_networks, or it is reached without TLS. Use a public https address, or have the network added to that setting of the edge.</source>
        <translation>L’adresse n’est pas publique et ne figure pas dans webhooks_allowed_networks, ou elle est jointe sans TLS. Utilisez une adresse https publique, ou faites ajouter le réseau à ce réglage du serveur.</translation>
    </message>
    <message>
        <source>The host name cannot be resolved. Check its spelling.</source>
        <translation>Le nom d’hôte ne peut pas être résolu. Vérifiez son orthographe.</translation>
    </message>
    <message>
        <source>Nothing accepts connections there, or the connection was cut. Does it run?</source>
        <translation>Rien n’y accepte de connexions, ou la connexion a été coupée. Est-ce en marche&#xa0;?</translation>
    </message>
    <message>
        <source>The certificate must be valid, for this host name, and come with its whole chain.</source>
        <translation>Le certificat doit être valable, pour ce nom d’hôte, et fourni avec toute sa chaîne.</translation>
    </message>
    <message>
        <source>The receiver has 10 s. Let it answer first and do its work afterwards.</source>
        <translation>Le destinataire a 10 s. Faites-le répondre d’abord et travailler ensuite.</translation>
    </message>
    <message>
        <source>Perhaps it is https where plain http is spoken, or the reverse.</source>
        <translation>C’est peut-être https là où l’on parle http, ou l’inverse.</translation>
    </message>
    <message>
        <source>Punches</source>
        <translation>Pointages</translation>
    </message>
    <message>
        <source>Terminals</source>
        <translation>Terminaux</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Commandes</translation>
    </message>
    <message>
        <source>Employees</source>
        <translation>Employés</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>Alertes</translation>
    </message>
    <message>
        <source>Webhooks</source>
        <translation>Webhooks</translation>
    </message>
    <message>
        <source>Somebody punched.</source>
        <translation>Quelqu’un a pointé.</translation>
    </message>
    <message>
        <source>What is known of a punch changed.</source>
        <translation>Ce que l’on sait d’un pointage a changé.</translation>
    </message>
    <message>
        <source>A terminal was let in or registered.</source>
        <translation>Un terminal a été admis ou enregistré.</translation>
    </message>
    <message>
        <source>An unknown terminal waits for approval.</source>
        <translation>Un terminal inconnu attend une approbation.</translation>
    </message>
    <message>
        <source>A terminal is there.</source>
        <translation>Un terminal est là.</translation>
    </message>
    <message>
        <source>A terminal is silent for too long.</source>
        <translation>Un terminal est silencieux depuis trop longtemps.</translation>
    </message>
    <message>
        <source>A terminal comes and goes.</source>
        <translation>Un terminal va et vient.</translation>
    </message>
    <message>
        <source>A terminal&apos;s clock is off, or right again.</source>
        <translation>L’horloge d’un terminal est fausse, ou de nouveau juste.</translation>
    </message>
    <message>
        <source>Another box calls under a terminal&apos;s serial number.</source>
        <translation>Un autre boîtier appelle sous le numéro de série d’un terminal.</translation>
    </message>
    <message>
        <source>A door, an alarm, a refused entry, a setting.</source>
        <translation>Une porte, une alarme, une entrée refusée, un réglage.</translation>
    </message>
    <message>
        <source>A terminal carried out a command.</source>
        <translation>Un terminal a exécuté une commande.</translation>
    </message>
    <message>
        <source>A terminal refused a command.</source>
        <translation>Un terminal a refusé une commande.</translation>
    </message>
    <message>
        <source>A command was not answered in time.</source>
        <translation>Une commande est restée sans réponse à temps.</translation>
    </message>
    <message>
        <source>An employee is on every terminal as it should be.</source>
        <translation>Un employé est sur chaque terminal comme il se doit.</translation>
    </message>
    <message>
        <source>A finger, face, palm or card was enrolled.</source>
        <translation>Un doigt, un visage, une paume ou une carte a été enregistré.</translation>
    </message>
    <message>
        <source>Something needs a person.</source>
        <translation>Quelque chose requiert une personne.</translation>
    </message>
    <message>
        <source>A person has taken an alert on.</source>
        <translation>Une personne a pris une alerte en charge.</translation>
    </message>
    <message>
        <source>What an alert told of is over.</source>
        <translation>Ce dont une alerte avertissait est terminé.</translation>
    </message>
    <message>
        <source>An endpoint has taken nothing for an hour or longer.</source>
        <translation>Un destinataire n’a rien accepté depuis une heure ou plus.</translation>
    </message>
    <message>
        <source>An endpoint was paused.</source>
        <translation>Un destinataire a été mis en pause.</translation>
    </message>
</context>
<context>
    <name>WebhooksPage</name>
    <message>
        <source>Webhooks</source>
        <translation>Webhooks</translation>
    </message>
    <message>
        <source>Deliveries</source>
        <translation>Livraisons</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Connect to an edge…</source>
        <translation>Se connecter à un serveur…</translation>
    </message>
    <message>
        <source>Start the demo</source>
        <translation>Lancer la démo</translation>
    </message>
    <message>
        <source>Watch over your terminals</source>
        <translation>Veillez sur vos terminaux</translation>
    </message>
    <message>
        <source>Connect to the edge that your terminals report to, or look around in a demo fleet that runs on this computer.</source>
        <translation>Connectez-vous au serveur auquel vos terminaux rendent compte, ou découvrez un parc de démonstration qui fonctionne sur cet ordinateur.</translation>
    </message>
</context>
<context>
    <name>WhatPane</name>
    <message>
        <source>Command</source>
        <translation>Commande</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Commandes</translation>
    </message>
</context>
<context>
    <name>WhoseDialog</name>
    <message>
        <source>Whose is {0}?</source>
        <translation>À qui est {0}&#xa0;?</translation>
    </message>
    <message>
        <source>What is done with it was done by them.</source>
        <translation>Ce qui est fait avec elle l’est en son nom.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Enregistrer</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Personne</translation>
    </message>
    <message>
        <source>Nobody&apos;s in particular</source>
        <translation>À personne en particulier</translation>
    </message>
</context>
<context>
    <name>Window</name>
    <message>
        <source>Punchdeck</source>
        <translation>Punchdeck</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>Non connecté</translation>
    </message>
    <message>
        <source>{0} · {1} – Punchdeck</source>
        <translation>{0} · {1} – Punchdeck</translation>
    </message>
    <message>
        <source>{0} – Punchdeck</source>
        <translation>{0} – Punchdeck</translation>
    </message>
    <message>
        <source>The edge is not heard. {0}</source>
        <translation>Le serveur ne répond plus. {0}</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
</context>
<context>
    <name>WindowCommands</name>
    <message>
        <source>Export what is shown…</source>
        <translation>Exporter ce qui est affiché…</translation>
    </message>
    <message>
        <source>save</source>
        <translation>enregistrer</translation>
    </message>
    <message>
        <source>print</source>
        <translation>imprimer</translation>
    </message>
    <message>
        <source>Export everything…</source>
        <translation>Tout exporter…</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Quitter</translation>
    </message>
    <message>
        <source>exit</source>
        <translation>sortir</translation>
    </message>
    <message>
        <source>leave</source>
        <translation>partir</translation>
    </message>
    <message>
        <source>theme</source>
        <translation>thème</translation>
    </message>
    <message>
        <source>colours</source>
        <translation>couleurs</translation>
    </message>
    <message>
        <source>second screen</source>
        <translation>second écran</translation>
    </message>
    <message>
        <source>monitor</source>
        <translation>moniteur</translation>
    </message>
    <message>
        <source>detach</source>
        <translation>détacher</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>Inspecteur</translation>
    </message>
    <message>
        <source>Narrow rail</source>
        <translation>Barre latérale étroite</translation>
    </message>
    <message>
        <source>Wall on the whole screen</source>
        <translation>Mur en plein écran</translation>
    </message>
    <message>
        <source>full screen</source>
        <translation>plein écran</translation>
    </message>
    <message>
        <source>kiosk</source>
        <translation>kiosque</translation>
    </message>
    <message>
        <source>television</source>
        <translation>télévision</translation>
    </message>
    <message>
        <source>Inspector in a window of its own</source>
        <translation>Inspecteur dans une fenêtre à part</translation>
    </message>
    <message>
        <source>Live feed in a window of its own</source>
        <translation>Flux en direct dans une fenêtre à part</translation>
    </message>
    <message>
        <source>Colours as the system</source>
        <translation>Couleurs du système</translation>
    </message>
    <message>
        <source>Light colours</source>
        <translation>Couleurs claires</translation>
    </message>
    <message>
        <source>Dark colours</source>
        <translation>Couleurs sombres</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>Texte plus grand</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>Texte plus petit</translation>
    </message>
    <message>
        <source>Back, or select nothing</source>
        <translation>Retour, ou tout désélectionner</translation>
    </message>
    <message>
        <source>Refresh, or connect now</source>
        <translation>Actualiser, ou se connecter maintenant</translation>
    </message>
    <message>
        <source>Connections…</source>
        <translation>Connexions…</translation>
    </message>
    <message>
        <source>profile</source>
        <translation>profil</translation>
    </message>
    <message>
        <source>server</source>
        <translation>serveur</translation>
    </message>
    <message>
        <source>key</source>
        <translation>clé</translation>
    </message>
    <message>
        <source>Find and do anything</source>
        <translation>Tout trouver et tout faire</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Raccourcis clavier</translation>
    </message>
    <message>
        <source>Change keyboard shortcuts…</source>
        <translation>Modifier les raccourcis clavier…</translation>
    </message>
    <message>
        <source>remap</source>
        <translation>réaffecter</translation>
    </message>
    <message>
        <source>bindings</source>
        <translation>touches</translation>
    </message>
</context>
<context>
    <name>WindowDialog</name>
    <message>
        <source>New maintenance</source>
        <translation>Nouvelle maintenance</translation>
    </message>
    <message>
        <source>Change {0}</source>
        <translation>Modifier {0}</translation>
    </message>
    <message>
        <source>Plan it</source>
        <translation>Planifier</translation>
    </message>
    <message>
        <source>Change it</source>
        <translation>Modifier</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Sites or terminals</source>
        <translation>Sites ou terminaux</translation>
    </message>
    <message>
        <source>None ticked: everything.</source>
        <translation>Aucun coché&#xa0;: tout.</translation>
    </message>
    <message>
        <source>Meanwhile</source>
        <translation>Pendant ce temps</translation>
    </message>
    <message>
        <source>Nobody is told</source>
        <translation>Personne n’est averti</translation>
    </message>
    <message>
        <source>Neither people nor webhooks.</source>
        <translation>Ni les personnes ni les webhooks.</translation>
    </message>
    <message>
        <source>Only webhooks are</source>
        <translation>Seuls les webhooks le sont</translation>
    </message>
    <message>
        <source>People are not.</source>
        <translation>Les personnes ne le sont pas.</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Raison</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>Premier jour</translation>
    </message>
    <message>
        <source>Begins at</source>
        <translation>Heure de début</translation>
    </message>
    <message>
        <source>Lasts</source>
        <translation>Durée</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>Fuseau horaire</translation>
    </message>
    <message>
        <source>Comes back</source>
        <translation>Se répète</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Règle</translation>
    </message>
    <message>
        <source>For example {0}</source>
        <translation>Par exemple {0}</translation>
    </message>
    <message>
        <source>First begins</source>
        <translation>Premier début</translation>
    </message>
    <message>
        <source>Give it a name.</source>
        <translation>Donnez un nom.</translation>
    </message>
    <message>
        <source>Write the rule.</source>
        <translation>Écrivez la règle.</translation>
    </message>
    <message>
        <source>Tick sites or terminals, not both.</source>
        <translation>Cochez des sites ou des terminaux, pas les deux.</translation>
    </message>
    <message numerus="yes">
        <source>Covers %n terminals now</source>
        <translation>
            <numerusform>Couvre&#xa0;%Ln terminal maintenant</numerusform>
            <numerusform>Couvre&#xa0;%Ln terminaux maintenant</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WindowPlaces</name>
    <message>
        <source>Settings</source>
        <translation>Réglages</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Vue d’ensemble</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Carte</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Terminaux</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>En direct</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>Alertes</translation>
    </message>
    <message>
        <source>Attendance</source>
        <translation>Présences</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Commandes</translation>
    </message>
    <message>
        <source>Employees</source>
        <translation>Employés</translation>
    </message>
    <message>
        <source>Sites</source>
        <translation>Sites</translation>
    </message>
    <message>
        <source>Webhooks</source>
        <translation>Webhooks</translation>
    </message>
    <message>
        <source>Dead lines</source>
        <translation>Lignes rejetées</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>Rapports</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Clés</translation>
    </message>
</context>
<context>
    <name>Wizard</name>
    <message>
        <source>Back</source>
        <translation>Retour</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Suivant</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>{0}k</source>
        <comment>thousands</comment>
        <translation>{0} k</translation>
    </message>
    <message numerus="yes">
        <source>%n s ago</source>
        <translation>
            <numerusform>il y a&#xa0;%Ln s</numerusform>
            <numerusform>il y a&#xa0;%Ln s</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min ago</source>
        <translation>
            <numerusform>il y a&#xa0;%Ln min</numerusform>
            <numerusform>il y a&#xa0;%Ln min</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n h ago</source>
        <translation>
            <numerusform>il y a&#xa0;%Ln h</numerusform>
            <numerusform>il y a&#xa0;%Ln h</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days ago</source>
        <translation>
            <numerusform>il y a&#xa0;%Ln jour</numerusform>
            <numerusform>il y a&#xa0;%Ln jours</numerusform>
        </translation>
    </message>
    <message>
        <source>never</source>
        <translation>jamais</translation>
    </message>
    <message numerus="yes">
        <source>%n s</source>
        <translation>
            <numerusform>%Ln s</numerusform>
            <numerusform>%Ln s</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min</source>
        <translation>
            <numerusform>%Ln min</numerusform>
            <numerusform>%Ln min</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n h</source>
        <translation>
            <numerusform>%Ln h</numerusform>
            <numerusform>%Ln h</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days</source>
        <translation>
            <numerusform>%Ln jour</numerusform>
            <numerusform>%Ln jours</numerusform>
        </translation>
    </message>
    <message>
        <source>ddd d MMM yyyy</source>
        <translation>ddd d MMM yyyy</translation>
    </message>
    <message>
        <source>unknown zone {0}</source>
        <translation>fuseau inconnu {0}</translation>
    </message>
    <message>
        <source>{0}, your time</source>
        <translation>{0}, à votre heure</translation>
    </message>
    <message numerus="yes">
        <source>%n sites</source>
        <translation>
            <numerusform>%Ln site</numerusform>
            <numerusform>%Ln sites</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n terminals</source>
        <translation>
            <numerusform>%Ln terminal</numerusform>
            <numerusform>%Ln terminaux</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n punches</source>
        <translation>
            <numerusform>%Ln pointage</numerusform>
            <numerusform>%Ln pointages</numerusform>
        </translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Hors ligne</translation>
    </message>
    <message>
        <source>Unstable</source>
        <translation>Instable</translation>
    </message>
    <message>
        <source>Degraded</source>
        <translation>Dégradé</translation>
    </message>
    <message>
        <source>No data</source>
        <translation>Sans données</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>En ligne</translation>
    </message>
    <message>
        <source>Never seen</source>
        <translation>Jamais vu</translation>
    </message>
    <message>
        <source>Suspended</source>
        <translation>Suspendu</translation>
    </message>
    <message>
        <source>Waiting for approval</source>
        <translation>En attente d’approbation</translation>
    </message>
    <message numerus="yes">
        <source>%n offline</source>
        <translation>
            <numerusform>%Ln hors ligne</numerusform>
            <numerusform>%Ln hors ligne</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unstable</source>
        <translation>
            <numerusform>%Ln instable</numerusform>
            <numerusform>%Ln instables</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n degraded</source>
        <translation>
            <numerusform>%Ln dégradé</numerusform>
            <numerusform>%Ln dégradés</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n without data</source>
        <translation>
            <numerusform>%Ln sans données</numerusform>
            <numerusform>%Ln sans données</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n online</source>
        <translation>
            <numerusform>%Ln en ligne</numerusform>
            <numerusform>%Ln en ligne</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n never seen</source>
        <translation>
            <numerusform>%Ln jamais vu</numerusform>
            <numerusform>%Ln jamais vus</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n suspended</source>
        <translation>
            <numerusform>%Ln suspendu</numerusform>
            <numerusform>%Ln suspendus</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%Ln en attente</numerusform>
            <numerusform>%Ln en attente</numerusform>
        </translation>
    </message>
    <message>
        <source>Without a site</source>
        <translation>Sans site</translation>
    </message>
    <message numerus="yes">
        <source>All %n online</source>
        <translation>
            <numerusform>Le seul est en ligne</numerusform>
            <numerusform>Les&#xa0;%Ln sont en ligne</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n offline</source>
        <translation>
            <numerusform>Le seul est hors ligne</numerusform>
            <numerusform>Les&#xa0;%Ln sont hors ligne</numerusform>
        </translation>
    </message>
    <message>
        <source>{0} of {1} offline</source>
        <translation>{0} sur {1} hors ligne</translation>
    </message>
    <message numerus="yes">
        <source>%n of {0} come and go</source>
        <translation>
            <numerusform>%n sur {0} va et vient</numerusform>
            <numerusform>%n sur {0} vont et viennent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of {0} degraded</source>
        <translation>
            <numerusform>%n sur {0} dégradé</numerusform>
            <numerusform>%n sur {0} dégradés</numerusform>
        </translation>
    </message>
    <message>
        <source>No data: the edge is not heard</source>
        <translation>Sans données&#xa0;: le serveur ne répond plus</translation>
    </message>
    <message>
        <source>{0} of {1} never seen</source>
        <translation>{0} sur {1} jamais vus</translation>
    </message>
    <message>
        <source>No terminals yet</source>
        <translation>Pas encore de terminaux</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}&#xa0;: {1}</translation>
    </message>
    <message>
        <source>{0}, all behind {1}</source>
        <translation>{0}, tous derrière {1}</translation>
    </message>
    <message>
        <source>{0}, behind {1}</source>
        <translation>{0}, derrière {1}</translation>
    </message>
    <message>
        <source>punches held back</source>
        <translation>pointages retenus</translation>
    </message>
    <message>
        <source>clock wrong</source>
        <translation>horloge fausse</translation>
    </message>
    <message>
        <source>a command failed</source>
        <translation>échec d’une commande</translation>
    </message>
    <message>
        <source>unreadable lines</source>
        <translation>lignes illisibles</translation>
    </message>
    <message>
        <source>comes and goes</source>
        <translation>va et vient</translation>
    </message>
    <message>
        <source>serial number in use twice</source>
        <translation>numéro de série utilisé deux fois</translation>
    </message>
    <message>
        <source>no punches though some were due</source>
        <translation>aucun pointage alors qu’on en attendait</translation>
    </message>
    <message>
        <source>storage nearly full</source>
        <translation>mémoire presque pleine</translation>
    </message>
    <message>
        <source>Clock {0} ahead</source>
        <translation>Horloge en avance de {0}</translation>
    </message>
    <message>
        <source>Clock {0} behind</source>
        <translation>Horloge en retard de {0}</translation>
    </message>
    <message numerus="yes">
        <source>%n sites need attention</source>
        <translation>
            <numerusform>%Ln site à surveiller</numerusform>
            <numerusform>%Ln sites à surveiller</numerusform>
        </translation>
    </message>
    <message>
        <source>, </source>
        <translation>, </translation>
    </message>
    <message>
        <source>Check in</source>
        <translation>Arrivée</translation>
    </message>
    <message>
        <source>Check out</source>
        <translation>Départ</translation>
    </message>
    <message>
        <source>Break out</source>
        <translation>Départ en pause</translation>
    </message>
    <message>
        <source>Break in</source>
        <translation>Retour de pause</translation>
    </message>
    <message>
        <source>Overtime in</source>
        <translation>Début d’heures supplémentaires</translation>
    </message>
    <message>
        <source>Overtime out</source>
        <translation>Fin d’heures supplémentaires</translation>
    </message>
    <message>
        <source>Undefined</source>
        <translation>Indéfini</translation>
    </message>
    <message>
        <source>Other ({0})</source>
        <translation>Autre ({0})</translation>
    </message>
    <message>
        <source> + </source>
        <translation> + </translation>
    </message>
    <message>
        <source> or </source>
        <translation> ou </translation>
    </message>
    <message>
        <source>any</source>
        <translation>au choix</translation>
    </message>
    <message>
        <source>card</source>
        <translation>carte</translation>
    </message>
    <message>
        <source>face</source>
        <translation>visage</translation>
    </message>
    <message>
        <source>finger vein</source>
        <translation>veines du doigt</translation>
    </message>
    <message>
        <source>fingerprint</source>
        <translation>empreinte</translation>
    </message>
    <message>
        <source>none</source>
        <translation>aucun</translation>
    </message>
    <message>
        <source>other</source>
        <translation>autre</translation>
    </message>
    <message>
        <source>palm</source>
        <translation>paume</translation>
    </message>
    <message>
        <source>password</source>
        <translation>mot de passe</translation>
    </message>
    <message>
        <source>number</source>
        <translation>numéro</translation>
    </message>
    <message>
        <source>unchecked card</source>
        <translation>carte non vérifiée</translation>
    </message>
    <message>
        <source>unchecked number</source>
        <translation>numéro non vérifié</translation>
    </message>
    <message>
        <source>in the hour that came twice</source>
        <translation>dans l’heure passée deux fois</translation>
    </message>
    <message>
        <source>in the hour that was left out</source>
        <translation>dans l’heure sautée</translation>
    </message>
    <message>
        <source>the terminal&apos;s clock is wrong</source>
        <translation>l’horloge du terminal est fausse</translation>
    </message>
    <message>
        <source>the terminal&apos;s time zone is a guess</source>
        <translation>le fuseau horaire du terminal est une supposition</translation>
    </message>
</context>
<context>
    <name>ZoneField</name>
    <message>
        <source>There is no such zone. Write the name of a city, such as Casablanca.</source>
        <translation>Ce fuseau n’existe pas. Écrivez le nom d’une ville, comme Casablanca.</translation>
    </message>
    <message>
        <source>Time zones</source>
        <translation>Fuseaux horaires</translation>
    </message>
    <message>
        <source>It is {0} there.</source>
        <translation>Il y est {0}.</translation>
    </message>
    <message>
        <source>Type a part of it, for example {0}.</source>
        <translation>Saisissez-en une partie, par exemple {0}.</translation>
    </message>
</context>
<context>
    <name>_Detail</name>
    <message>
        <source>Details</source>
        <translation>Détails</translation>
    </message>
</context>
<context>
    <name>_Names</name>
    <message>
        <source>People</source>
        <translation>Personnes</translation>
    </message>
</context>
<context>
    <name>_Offers</name>
    <message>
        <source>Completions</source>
        <translation>Suggestions</translation>
    </message>
</context>
<context>
    <name>_ProblemWords</name>
    <message>
        <source>{0} does not answer like an edge</source>
        <translation>{0} ne répond pas comme un serveur edge</translation>
    </message>
    <message>
        <source>Something else is running there. Check the address and the port.</source>
        <translation>Autre chose fonctionne à cet endroit. Vérifiez l’adresse et le port.</translation>
    </message>
    <message>
        <source>Check the address</source>
        <translation>Vérifier l’adresse</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>{0} cannot be reached</source>
        <translation>{0} est injoignable</translation>
    </message>
    <message>
        <source>Nothing answers there. Check the address and the network; if both are right, the server may be down.</source>
        <translation>Rien ne répond à cet endroit. Vérifiez l’adresse et le réseau&#xa0;; si les deux sont bons, le serveur est peut-être arrêté.</translation>
    </message>
    <message>
        <source>{0} has gone silent</source>
        <translation>{0} ne dit plus rien</translation>
    </message>
    <message>
        <source>The connection stands, but nothing comes through it. If trying again does not help, look at the network between here and the server.</source>
        <translation>La connexion tient, mais rien n’y passe. Si réessayer n’aide pas, examinez le réseau entre ici et le serveur.</translation>
    </message>
    <message>
        <source>{0} refused</source>
        <translation>{0} a refusé</translation>
    </message>
    <message>
        <source>It says: “{0}” Try again; if it lasts, ask whoever runs the edge.</source>
        <translation>Il répond&#xa0;: «&#xa0;{0}&#xa0;» Réessayez&#xa0;; si cela persiste, demandez au responsable du serveur.</translation>
    </message>
    <message>
        <source>It runs version {0}, and this console works with {1} or later. Ask whoever runs the edge to update it; Punchdeck connects by itself then.</source>
        <translation>Il est en version {0}, et cette console fonctionne avec la version {1} ou ultérieure. Demandez au responsable du serveur de le mettre à jour ; Punchdeck se connectera alors de lui-même.</translation>
    </message>
    <message>
        <source>{0} is too old for this console</source>
        <translation>{0} est trop ancien pour cette console</translation>
    </message>
    <message>
        <source>This is version {0}, and the edge serves {1} or later. Update Punchdeck; the edge may have the update itself.</source>
        <translation>C’est la version {0}, et le serveur accepte la version {1} ou ultérieure. Mettez Punchdeck à jour ; le serveur a peut-être lui-même la mise à jour.</translation>
    </message>
    <message>
        <source>This console is too old for {0}</source>
        <translation>Cette console est trop ancienne pour {0}</translation>
    </message>
    <message>
        <source>Update Punchdeck</source>
        <translation>Mettre Punchdeck à jour</translation>
    </message>
    <message>
        <source>Enter another key</source>
        <translation>Saisir une autre clé</translation>
    </message>
    <message>
        <source>{0} does not accept the key</source>
        <translation>{0} n’accepte pas la clé</translation>
    </message>
    <message>
        <source>It is mistyped, has expired or was revoked. Enter another one; whoever runs the edge can make it.</source>
        <translation>Elle est mal saisie, a expiré ou a été révoquée. Saisissez-en une autre&#xa0;; le responsable du serveur peut la créer.</translation>
    </message>
    <message>
        <source>There is no key for {0}</source>
        <translation>Il n’y a pas de clé pour {0}</translation>
    </message>
    <message>
        <source>Enter the key</source>
        <translation>Saisir la clé</translation>
    </message>
    <message>
        <source>None is kept on this computer. Enter the API key that you were given.</source>
        <translation>Aucune n’est conservée sur cet ordinateur. Saisissez la clé d’API qui vous a été remise.</translation>
    </message>
    <message>
        <source>The key may not read what is needed at {0}</source>
        <translation>La clé ne permet pas de lire ce qu’il faut sur {0}</translation>
    </message>
    <message>
        <source>The edge knows the key, but it lacks a permission. Enter one with a greater role, or ask whoever runs the edge.</source>
        <translation>Le serveur connaît la clé, mais il lui manque une autorisation. Saisissez-en une d’un rôle plus étendu, ou demandez au responsable du serveur.</translation>
    </message>
    <message>
        <source>Look at the certificate</source>
        <translation>Examiner le certificat</translation>
    </message>
    <message>
        <source>{0} shows another certificate than the one you trust</source>
        <translation>{0} présente un autre certificat que celui auquel vous faites confiance</translation>
    </message>
    <message>
        <source>The server may have got a new one, or someone may be listening in between. Ask whoever runs it before you go on.</source>
        <translation>Le serveur en a peut-être reçu un nouveau, ou quelqu’un écoute peut-être entre les deux. Demandez au responsable avant de continuer.</translation>
    </message>
    <message>
        <source>The certificate of {0} is not known to this computer</source>
        <translation>Le certificat de {0} est inconnu de cet ordinateur</translation>
    </message>
    <message>
        <source>No authority trusted here vouches for it. Compare its fingerprint with the server&apos;s, then trust it.</source>
        <translation>Aucune autorité approuvée ici ne s’en porte garante. Comparez son empreinte avec celle du serveur, puis faites-lui confiance.</translation>
    </message>
    <message>
        <source>It could not be fetched to be looked at. Check the network, then try again.</source>
        <translation>Il n’a pas pu être récupéré pour être examiné. Vérifiez le réseau, puis réessayez.</translation>
    </message>
    <message>
        <source>The certificate of {0} has expired</source>
        <translation>Le certificat de {0} a expiré</translation>
    </message>
    <message>
        <source>It was valid until {0}. Ask whoever runs the server to renew it; then connect again.</source>
        <translation>Il était valable jusqu’au {0}. Demandez au responsable du serveur de le renouveler, puis reconnectez-vous.</translation>
    </message>
</context>
<context>
    <name>_Terminals</name>
    <message>
        <source>Terminals</source>
        <translation>Terminaux</translation>
    </message>
</context>
</TS>
